curl -X POST https://api.latchkey.example/v1/organizations/org_1MP9C88S9Z82/domains \
  -H "Authorization: Bearer $LATCHKEY_API_KEY" \
  -H "Latchkey-Version: 2026-03-01" \
  -H "Content-Type: application/json" \
  -d '{
    "domain": "fernhill.example"
  }'
