import { Latchkey } from "@latchkey/sdk";

const latchkey = new Latchkey();

const deletion = await latchkey.webhooks.deleteWebhookEndpoint(
  "endpoint_1MPHY0D7A9HZ",
);
const deletedAt = deletion.deletedAt;
