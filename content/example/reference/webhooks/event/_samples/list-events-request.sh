curl -G https://api.latchkey.example/v1/events \
  -H "Authorization: Bearer $LATCHKEY_API_KEY" \
  -H "Latchkey-Version: 2026-03-01" \
  -d "types[]=membership.created" \
  -d "types[]=user.created" \
  -d after=event_1MSBMZGASCPN \
  -d order=asc
