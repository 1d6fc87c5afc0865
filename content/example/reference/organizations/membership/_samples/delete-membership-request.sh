curl -X DELETE https://api.latchkey.example/v1/memberships/membership_1MSBP5AZGG22 \
  -H "Authorization: Bearer $LATCHKEY_API_KEY" \
  -H "Latchkey-Version: 2026-03-01"
