curl -G https://api.latchkey.example/v1/organizations \
  -H "Authorization: Bearer $LATCHKEY_API_KEY" \
  -H "Latchkey-Version: 2026-03-01" \
  -d limit=1
