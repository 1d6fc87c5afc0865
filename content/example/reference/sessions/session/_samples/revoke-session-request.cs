using Latchkey;

var latchkey = new LatchkeyClient();

var session = await latchkey.Sessions.RevokeSessionAsync("session_1MSVSY488E6N");
var endedAt = session.EndedAt;
