curl -X POST https://api.latchkey.example/v1/users \
  -H "Authorization: Bearer $LATCHKEY_API_KEY" \
  -H "Latchkey-Version: 2026-03-01" \
  -H "Content-Type: application/json" \
  -d '{
    "email": "jonas@fernhill.example",
    "first_name": "Jonas",
    "last_name": "Lindqvist"
  }'
