using Latchkey;

var latchkey = new LatchkeyClient();

var events = await latchkey.Webhooks.ListEventsAsync(new ListEventsOptions
{
    Types = ["membership.created", "user.created"],
    After = "event_1MSBMZGASCPN",
    Order = "asc",
});
var cursor = events.NextCursor;
