import { Latchkey } from "@latchkey/sdk";

const latchkey = new Latchkey();

const endpoint = await latchkey.webhooks.updateWebhookEndpoint(
  "endpoint_1MPHY0D7A9HZ",
  { eventTypes: ["user.created", "user.deleted"], status: "enabled" },
);
const status = endpoint.status;
