curl -X POST https://api.latchkey.example/v1/invitations \
  -H "Authorization: Bearer $LATCHKEY_API_KEY" \
  -H "Latchkey-Version: 2026-03-01" \
  -H "Content-Type: application/json" \
  -d '{
    "email": "jonas@fernhill.example",
    "organization_id": "org_1MP9C88S9Z82",
    "inviter_user_id": "user_1MP9CBCNV1JB"
  }'
