import example.latchkey.*;

Latchkey latchkey = new Latchkey();

// payload, signature and secret come from the request and your settings
Event event = latchkey.webhooks().constructEvent(payload, signature, secret);
String eventType = event.type();
