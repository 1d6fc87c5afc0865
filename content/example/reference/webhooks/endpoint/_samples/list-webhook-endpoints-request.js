import { Latchkey } from "@latchkey/sdk";

const latchkey = new Latchkey();

const endpoints = await latchkey.webhooks.listWebhookEndpoints({
  status: "enabled",
});
const cursor = endpoints.nextCursor;
