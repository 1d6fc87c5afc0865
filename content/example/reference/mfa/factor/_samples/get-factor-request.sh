curl https://api.latchkey.example/v1/factors/factor_1MP9CV2GJHVX \
  -H "Authorization: Bearer $LATCHKEY_API_KEY" \
  -H "Latchkey-Version: 2026-03-01"
