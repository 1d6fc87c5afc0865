using Latchkey;

var latchkey = new LatchkeyClient();

var @event = await latchkey.Webhooks.GetEventAsync("event_1MSBP5A1A96M");
var eventType = @event.Type;
