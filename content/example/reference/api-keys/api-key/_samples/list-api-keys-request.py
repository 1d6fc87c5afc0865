from latchkey import Latchkey

latchkey = Latchkey()

api_keys = latchkey.api_keys.list_api_keys(
    organization_id="org_1MP9C88S9Z82",
    status="active",
)
cursor = api_keys.next_cursor
