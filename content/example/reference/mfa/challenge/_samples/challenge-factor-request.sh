curl -X POST https://api.latchkey.example/v1/factors/factor_1MPYNE5ATBYP/challenges \
  -H "Authorization: Bearer $LATCHKEY_API_KEY" \
  -H "Latchkey-Version: 2026-03-01" \
  -H "Content-Type: application/json" \
  -d '{
    "sms_template": "{{code}} is your Fernhill sign-in code."
  }'
