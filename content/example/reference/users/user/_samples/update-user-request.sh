curl -X PATCH https://api.latchkey.example/v1/users/user_1MSBP59VYKC6 \
  -H "Authorization: Bearer $LATCHKEY_API_KEY" \
  -H "Latchkey-Version: 2026-03-01" \
  -H "Content-Type: application/json" \
  -d '{
    "locale": "sv",
    "external_id": "emp_0057"
  }'
