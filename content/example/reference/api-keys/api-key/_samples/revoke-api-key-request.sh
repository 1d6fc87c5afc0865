curl -X POST https://api.latchkey.example/v1/api_keys/api_key_1MRK4QJ3MDD2/revoke \
  -H "Authorization: Bearer $LATCHKEY_API_KEY" \
  -H "Latchkey-Version: 2026-03-01"
