using Latchkey;

var latchkey = new LatchkeyClient();

var deletion = await latchkey.Organizations.DeleteMembershipAsync(
    "membership_1MSBP5AZGG22");
var deletedAt = deletion.DeletedAt;
