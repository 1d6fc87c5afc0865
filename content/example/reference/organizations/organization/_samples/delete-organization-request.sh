curl -X DELETE https://api.latchkey.example/v1/organizations/org_1MR3WM7TQHCK \
  -H "Authorization: Bearer $LATCHKEY_API_KEY" \
  -H "Latchkey-Version: 2026-03-01"
