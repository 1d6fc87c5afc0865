curl -X POST https://api.latchkey.example/v1/sessions/session_1MSVSY488E6N/revoke \
  -H "Authorization: Bearer $LATCHKEY_API_KEY" \
  -H "Latchkey-Version: 2026-03-01"
