curl -X DELETE \
  https://api.latchkey.example/v1/webhook_endpoints/endpoint_1MPHY0D7A9HZ \
  -H "Authorization: Bearer $LATCHKEY_API_KEY" \
  -H "Latchkey-Version: 2026-03-01"
