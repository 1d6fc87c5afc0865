require "latchkey"

latchkey = Latchkey::Client.new

deliveries = latchkey.webhooks.list_deliveries(
  "endpoint_1MPHY0D7A9HZ",
  status: "failed"
)
cursor = deliveries.next_cursor
