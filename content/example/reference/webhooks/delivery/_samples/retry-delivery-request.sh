curl -X POST \
  https://api.latchkey.example/v1/webhook_deliveries/delivery_1MSBP5B1W42H/retry \
  -H "Authorization: Bearer $LATCHKEY_API_KEY" \
  -H "Latchkey-Version: 2026-03-01"
