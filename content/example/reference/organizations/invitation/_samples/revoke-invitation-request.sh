curl -X POST \
  https://api.latchkey.example/v1/invitations/invitation_1MS8JHGAM395/revoke \
  -H "Authorization: Bearer $LATCHKEY_API_KEY" \
  -H "Latchkey-Version: 2026-03-01"
