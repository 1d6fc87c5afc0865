import { Latchkey } from "@latchkey/sdk";

const latchkey = new Latchkey();

const endpoint = await latchkey.webhooks.createWebhookEndpoint({
  url: "https://app.fernhill.example/hooks/latchkey",
  eventTypes: ["membership.created", "user.created"],
  description: "Keeps the CRM in step",
});
const secret = endpoint.secret;
