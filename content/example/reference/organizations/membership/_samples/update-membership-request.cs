using Latchkey;

var latchkey = new LatchkeyClient();

var membership = await latchkey.Organizations.UpdateMembershipAsync(
    "membership_1MSBP5AZGG22",
    new UpdateMembershipOptions
    {
        Role = "admin",
    });
var role = membership.Role;
