curl -G \
  https://api.latchkey.example/v1/webhook_endpoints/endpoint_1MPHY0D7A9HZ/deliveries \
  -H "Authorization: Bearer $LATCHKEY_API_KEY" \
  -H "Latchkey-Version: 2026-03-01" \
  -d status=failed
