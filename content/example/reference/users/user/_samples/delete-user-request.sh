curl -X DELETE https://api.latchkey.example/v1/users/user_1MSBP59VYKC6 \
  -H "Authorization: Bearer $LATCHKEY_API_KEY" \
  -H "Latchkey-Version: 2026-03-01"
