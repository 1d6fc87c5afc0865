curl -G https://api.latchkey.example/v1/users \
  -H "Authorization: Bearer $LATCHKEY_API_KEY" \
  -H "Latchkey-Version: 2026-03-01" \
  -d organization_id=org_1MP9C88S9Z82 \
  -d limit=2
