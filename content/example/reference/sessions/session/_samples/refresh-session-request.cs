using Latchkey;

var latchkey = new LatchkeyClient();

var tokens = await latchkey.Sessions.RefreshSessionAsync(new RefreshSessionOptions
{
    RefreshToken = "lk_refresh_3Hn6TbY9xLw4PsQe",
    OrganizationId = "org_1MP9C88S9Z82",
});
var refreshToken = tokens.RefreshToken;
