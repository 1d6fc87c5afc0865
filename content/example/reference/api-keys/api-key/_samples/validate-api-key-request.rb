require "latchkey"

latchkey = Latchkey::Client.new

api_key = latchkey.api_keys.validate_api_key(
  value: "fern_7Jq2Vn9XwR4tLb8KzC3mYd6H",
  scope: "articles:write"
)
owner = api_key.owner
