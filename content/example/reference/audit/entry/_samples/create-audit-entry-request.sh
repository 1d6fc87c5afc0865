curl -X POST https://api.latchkey.example/v1/audit_entries \
  -H "Authorization: Bearer $LATCHKEY_API_KEY" \
  -H "Latchkey-Version: 2026-03-01" \
  -H "Idempotency-Key: publish-art_5521-2" \
  -H "Content-Type: application/json" \
  -d '{
    "organization_id": "org_1MP9C88S9Z82",
    "action": "article.published",
    "actor": { "type": "user", "id": "user_1MP9CBCNV1JB" },
    "targets": [{ "type": "article", "id": "art_5521" }]
  }'
