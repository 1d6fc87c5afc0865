from latchkey import Latchkey

latchkey = Latchkey()

event = latchkey.webhooks.get_event("event_1MSBP5A1A96M")
event_type = event.type
