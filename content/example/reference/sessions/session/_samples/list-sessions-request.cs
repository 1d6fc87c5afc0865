using Latchkey;

var latchkey = new LatchkeyClient();

var sessions = await latchkey.Sessions.ListSessionsAsync(new ListSessionsOptions
{
    UserId = "user_1MP9CBCNV1JB",
    Status = "active",
});
var cursor = sessions.NextCursor;
