curl -X DELETE https://api.latchkey.example/v1/factors/factor_1MPYNE5ATBYP \
  -H "Authorization: Bearer $LATCHKEY_API_KEY" \
  -H "Latchkey-Version: 2026-03-01"
