using Latchkey;

var latchkey = new LatchkeyClient();

var organizations = await latchkey.Organizations.ListOrganizationsAsync(
    new ListOrganizationsOptions
    {
        Limit = 50,
        Order = "asc",
    });
var cursor = organizations.NextCursor;
