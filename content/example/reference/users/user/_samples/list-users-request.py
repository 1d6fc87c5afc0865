from latchkey import Latchkey

latchkey = Latchkey()

users = latchkey.users.list_users(
    organization_id="org_1MP9C88S9Z82",
    limit=2,
)
cursor = users.next_cursor
