require "latchkey"

latchkey = Latchkey::Client.new

factors = latchkey.mfa.list_factors(
  user_id: "user_1MP9CBCNV1JB",
  limit: 10
)
cursor = factors.next_cursor
