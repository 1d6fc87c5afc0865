from latchkey import Latchkey

latchkey = Latchkey()

api_key = latchkey.api_keys.create_api_key(
    name="Nightly import",
    organization_id="org_1MP9C88S9Z82",
    scopes=["articles:read", "articles:write"],
)
value = api_key.value
