curl -X POST \
  https://api.latchkey.example/v1/challenges/challenge_1MTAPT7DGNSN/verify \
  -H "Authorization: Bearer $LATCHKEY_API_KEY" \
  -H "Latchkey-Version: 2026-03-01" \
  -H "Content-Type: application/json" \
  -d '{
    "code": "004217",
    "session_id": "session_1MTAPSADTJDR"
  }'
