curl -X POST https://api.latchkey.example/v1/api_keys \
  -H "Authorization: Bearer $LATCHKEY_API_KEY" \
  -H "Latchkey-Version: 2026-03-01" \
  -H "Content-Type: application/json" \
  -d '{
    "name": "Nightly import",
    "organization_id": "org_1MP9C88S9Z82",
    "scopes": ["articles:read", "articles:write"]
  }'
