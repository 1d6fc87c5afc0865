require "latchkey"

latchkey = Latchkey::Client.new

api_key = latchkey.api_keys.revoke_api_key("api_key_1MRK4QJ3MDD2")
status = api_key.status
