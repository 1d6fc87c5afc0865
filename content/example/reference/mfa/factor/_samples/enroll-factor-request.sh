curl -X POST https://api.latchkey.example/v1/factors \
  -H "Authorization: Bearer $LATCHKEY_API_KEY" \
  -H "Latchkey-Version: 2026-03-01" \
  -H "Content-Type: application/json" \
  -d '{
    "user_id": "user_1MP9CBCNV1JB",
    "type": "totp",
    "name": "Work laptop",
    "issuer": "Fernhill Press"
  }'
