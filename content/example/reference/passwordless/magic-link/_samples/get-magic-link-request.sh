curl https://api.latchkey.example/v1/magic_links/magic_link_1MTAPQTGX3T8 \
  -H "Authorization: Bearer $LATCHKEY_API_KEY" \
  -H "Latchkey-Version: 2026-03-01"
