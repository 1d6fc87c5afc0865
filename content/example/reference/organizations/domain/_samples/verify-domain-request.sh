curl -X POST https://api.latchkey.example/v1/domains/domain_1MP9CCFNCGGM/verify \
  -H "Authorization: Bearer $LATCHKEY_API_KEY" \
  -H "Latchkey-Version: 2026-03-01"
