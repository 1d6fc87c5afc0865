require "latchkey"

latchkey = Latchkey::Client.new

# payload, signature and secret come from the request and your settings
event = latchkey.webhooks.construct_event(
  payload: payload,
  signature: signature,
  secret: secret
)
event_type = event.type
