curl -G https://api.latchkey.example/v1/sessions \
  -H "Authorization: Bearer $LATCHKEY_API_KEY" \
  -H "Latchkey-Version: 2026-03-01" \
  -d user_id=user_1MP9CBCNV1JB \
  -d status=active
