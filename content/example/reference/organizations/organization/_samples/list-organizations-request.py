from latchkey import Latchkey

latchkey = Latchkey()

organizations = latchkey.organizations.list_organizations(
    limit=50,
    order="asc",
)
cursor = organizations.next_cursor
