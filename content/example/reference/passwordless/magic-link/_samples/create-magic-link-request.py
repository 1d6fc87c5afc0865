from latchkey import Latchkey

latchkey = Latchkey()

magic_link = latchkey.magic_links.create_magic_link(
    email="mira@fernhill.example",
    redirect_uri="https://app.fernhill.example/signed-in",
    organization_id="org_1MP9C88S9Z82",
    delivery="none",
)
url = magic_link.url
