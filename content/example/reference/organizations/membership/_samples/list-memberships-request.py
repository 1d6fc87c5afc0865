from latchkey import Latchkey

latchkey = Latchkey()

memberships = latchkey.organizations.list_memberships(
    organization_id="org_1MP9C88S9Z82",
    expand=["user"],
    limit=1,
)
cursor = memberships.next_cursor
