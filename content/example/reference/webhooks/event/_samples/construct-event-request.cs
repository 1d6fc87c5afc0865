using Latchkey;

var latchkey = new LatchkeyClient();

// payload, signature and secret come from the request and your settings
var @event = latchkey.Webhooks.ConstructEvent(payload, signature, secret);
var eventType = @event.Type;
