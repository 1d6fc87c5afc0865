curl -X POST https://api.latchkey.example/v1/sessions/refresh \
  -H "Authorization: Bearer $LATCHKEY_API_KEY" \
  -H "Latchkey-Version: 2026-03-01" \
  -H "Content-Type: application/json" \
  -d '{
    "refresh_token": "lk_refresh_3Hn6TbY9xLw4PsQe",
    "organization_id": "org_1MP9C88S9Z82"
  }'
