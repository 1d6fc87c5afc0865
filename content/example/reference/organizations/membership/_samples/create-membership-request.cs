using Latchkey;

var latchkey = new LatchkeyClient();

var membership = await latchkey.Organizations.CreateMembershipAsync(
    new CreateMembershipOptions
    {
        UserId = "user_1MSBP59VYKC6",
        OrganizationId = "org_1MP9C88S9Z82",
        Role = "member",
    });
var role = membership.Role;
