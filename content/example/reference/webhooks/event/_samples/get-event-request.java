import example.latchkey.*;

Latchkey latchkey = new Latchkey();

Event event = latchkey.webhooks().getEvent("event_1MSBP5A1A96M");
String eventType = event.type();
