using Latchkey;

var latchkey = new LatchkeyClient();

var deletion = await latchkey.Organizations.DeleteOrganizationAsync(
    "org_1MR3WM7TQHCK");
var deletedAt = deletion.DeletedAt;
