from latchkey import Latchkey

latchkey = Latchkey()

events = latchkey.webhooks.list_events(
    types=["membership.created", "user.created"],
    after="event_1MSBMZGASCPN",
    order="asc",
)
cursor = events.next_cursor
