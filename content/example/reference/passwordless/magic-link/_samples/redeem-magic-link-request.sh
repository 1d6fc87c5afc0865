curl -X POST https://api.latchkey.example/v1/magic_links/redeem \
  -H "Authorization: Bearer $LATCHKEY_API_KEY" \
  -H "Latchkey-Version: 2026-03-01" \
  -H "Content-Type: application/json" \
  -d '{
    "token": "mlt_5Rz8NcWq3JtYb2Xv",
    "ip_address": "203.0.113.24",
    "user_agent": "FernhillDesktop/4.2"
  }'
