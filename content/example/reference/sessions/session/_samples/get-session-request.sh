curl https://api.latchkey.example/v1/sessions/session_1MTAPSADTJDR \
  -H "Authorization: Bearer $LATCHKEY_API_KEY" \
  -H "Latchkey-Version: 2026-03-01"
