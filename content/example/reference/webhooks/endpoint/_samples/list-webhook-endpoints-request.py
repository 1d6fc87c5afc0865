from latchkey import Latchkey

latchkey = Latchkey()

endpoints = latchkey.webhooks.list_webhook_endpoints(status="enabled")
cursor = endpoints.next_cursor
