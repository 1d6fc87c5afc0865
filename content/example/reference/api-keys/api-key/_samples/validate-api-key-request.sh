curl -X POST https://api.latchkey.example/v1/api_keys/validate \
  -H "Authorization: Bearer $LATCHKEY_API_KEY" \
  -H "Latchkey-Version: 2026-03-01" \
  -H "Content-Type: application/json" \
  -d '{
    "value": "fern_7Jq2Vn9XwR4tLb8KzC3mYd6H",
    "scope": "articles:write"
  }'
