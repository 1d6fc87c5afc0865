# payload, signature and secret come from the request and your settings
timestamp=$(printf '%s' "$signature" | sed 's/^t=\([0-9]*\),.*/\1/')
expected=$(printf '%s.%s' "$timestamp" "$payload" \
  | openssl dgst -sha256 -hmac "$secret" -r | cut -d ' ' -f 1)

if [ "$signature" = "t=$timestamp,v1=$expected" ]; then
  printf '%s\n' "$payload"
fi
