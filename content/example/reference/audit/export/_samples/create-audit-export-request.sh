curl -X POST https://api.latchkey.example/v1/audit_exports \
  -H "Authorization: Bearer $LATCHKEY_API_KEY" \
  -H "Latchkey-Version: 2026-03-01" \
  -H "Content-Type: application/json" \
  -d '{
    "organization_id": "org_1MP9C88S9Z82",
    "range_start": "2026-01-01T00:00:00Z",
    "range_end": "2026-03-01T00:00:00Z"
  }'
