curl -X POST https://api.latchkey.example/v1/organizations \
  -H "Authorization: Bearer $LATCHKEY_API_KEY" \
  -H "Latchkey-Version: 2026-03-01" \
  -H "Content-Type: application/json" \
  -d '{
    "name": "Fernhill Press",
    "domains": ["fernhill.example"],
    "mfa_policy": "required",
    "external_id": "cust_1187"
  }'
