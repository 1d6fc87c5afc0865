require "latchkey"

latchkey = Latchkey::Client.new

deletion = latchkey.webhooks.delete_webhook_endpoint("endpoint_1MPHY0D7A9HZ")
deleted_at = deletion.deleted_at
