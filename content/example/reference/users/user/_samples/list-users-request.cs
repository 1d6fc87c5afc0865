using Latchkey;

var latchkey = new LatchkeyClient();

var users = await latchkey.Users.ListUsersAsync(new ListUsersOptions
{
    OrganizationId = "org_1MP9C88S9Z82",
    Limit = 2,
});
var cursor = users.NextCursor;
