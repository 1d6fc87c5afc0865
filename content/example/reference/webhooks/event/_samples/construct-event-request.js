import { Latchkey } from "@latchkey/sdk";

const latchkey = new Latchkey();

// payload, signature and secret come from the request and your settings
const event = latchkey.webhooks.constructEvent(payload, signature, secret);
const eventType = event.type;
