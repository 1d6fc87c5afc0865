require "latchkey"

latchkey = Latchkey::Client.new

endpoints = latchkey.webhooks.list_webhook_endpoints(status: "enabled")
cursor = endpoints.next_cursor
