curl -G https://api.latchkey.example/v1/webhook_endpoints \
  -H "Authorization: Bearer $LATCHKEY_API_KEY" \
  -H "Latchkey-Version: 2026-03-01" \
  -d status=enabled
