curl -X POST https://api.latchkey.example/v1/memberships \
  -H "Authorization: Bearer $LATCHKEY_API_KEY" \
  -H "Latchkey-Version: 2026-03-01" \
  -H "Content-Type: application/json" \
  -d '{
    "user_id": "user_1MSBP59VYKC6",
    "organization_id": "org_1MP9C88S9Z82",
    "role": "member"
  }'
