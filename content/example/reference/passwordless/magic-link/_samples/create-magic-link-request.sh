curl -X POST https://api.latchkey.example/v1/magic_links \
  -H "Authorization: Bearer $LATCHKEY_API_KEY" \
  -H "Latchkey-Version: 2026-03-01" \
  -H "Content-Type: application/json" \
  -d '{
    "email": "mira@fernhill.example",
    "redirect_uri": "https://app.fernhill.example/signed-in",
    "organization_id": "org_1MP9C88S9Z82",
    "delivery": "none"
  }'
