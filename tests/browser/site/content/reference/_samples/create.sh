curl https://api.example/v1/offices/7/parcels \
  -d weight_grams=480 \
  -d "recipient[full_name]=Ada Lovelace of the very long house name on the very long street" 
