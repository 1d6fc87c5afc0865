curl https://api.latchkey.example/v1/events/event_1MSBP5A1A96M \
  -H "Authorization: Bearer $LATCHKEY_API_KEY" \
  -H "Latchkey-Version: 2026-03-01"
