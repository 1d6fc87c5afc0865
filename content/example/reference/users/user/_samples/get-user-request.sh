curl https://api.latchkey.example/v1/users/user_1MP9CBCNV1JB \
  -H "Authorization: Bearer $LATCHKEY_API_KEY" \
  -H "Latchkey-Version: 2026-03-01"
