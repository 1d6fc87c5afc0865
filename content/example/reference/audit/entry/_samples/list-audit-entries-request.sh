curl -G https://api.latchkey.example/v1/audit_entries \
  -H "Authorization: Bearer $LATCHKEY_API_KEY" \
  -H "Latchkey-Version: 2026-03-01" \
  -d organization_id=org_1MP9C88S9Z82 \
  -d actor_id=user_1MP9CBCNV1JB \
  --data-urlencode "occurred_after=2026-03-02T00:00:00Z"
