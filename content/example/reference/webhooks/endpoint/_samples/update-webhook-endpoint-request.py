from latchkey import Latchkey

latchkey = Latchkey()

endpoint = latchkey.webhooks.update_webhook_endpoint(
    "endpoint_1MPHY0D7A9HZ",
    event_types=["user.created", "user.deleted"],
    status="enabled",
)
status = endpoint.status
