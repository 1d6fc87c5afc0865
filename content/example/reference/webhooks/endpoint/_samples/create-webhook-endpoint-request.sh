curl -X POST https://api.latchkey.example/v1/webhook_endpoints \
  -H "Authorization: Bearer $LATCHKEY_API_KEY" \
  -H "Latchkey-Version: 2026-03-01" \
  -H "Content-Type: application/json" \
  -d '{
    "url": "https://app.fernhill.example/hooks/latchkey",
    "event_types": ["membership.created", "user.created"],
    "description": "Keeps the CRM in step"
  }'
