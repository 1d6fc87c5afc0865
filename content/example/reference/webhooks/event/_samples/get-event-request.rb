require "latchkey"

latchkey = Latchkey::Client.new

event = latchkey.webhooks.get_event("event_1MSBP5A1A96M")
event_type = event.type
