# region call
curl https://api.postbox.example/v1/parcels \
  -H "Authorization: Bearer $POSTBOX_API_KEY" \
  -H "Content-Type: application/json" \
  -d '{
    "recipient": {
      "name": "Ada Winter",
      "address": "1 Harbour Lane, Port Ellen"
    },
    "weight_grams": 480
  }'
# endregion
