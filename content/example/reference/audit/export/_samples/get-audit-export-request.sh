curl https://api.latchkey.example/v1/audit_exports/audit_export_1MTCY707RKXM \
  -H "Authorization: Bearer $LATCHKEY_API_KEY" \
  -H "Latchkey-Version: 2026-03-01"
