using Latchkey;

var latchkey = new LatchkeyClient();

var session = await latchkey.Sessions.GetSessionAsync("session_1MTAPSADTJDR");
var status = session.Status;
