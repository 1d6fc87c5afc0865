require "latchkey"

latchkey = Latchkey::Client.new(
  api_key: "lk_test_your_key",
  timeout: 10,
  max_retries: 3
)
