from latchkey import Latchkey

latchkey = Latchkey()

endpoint = latchkey.webhooks.create_webhook_endpoint(
    url="https://app.fernhill.example/hooks/latchkey",
    event_types=["membership.created", "user.created"],
    description="Keeps the CRM in step",
)
secret = endpoint.secret
