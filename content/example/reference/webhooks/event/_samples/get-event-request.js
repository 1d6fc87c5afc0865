import { Latchkey } from "@latchkey/sdk";

const latchkey = new Latchkey();

const event = await latchkey.webhooks.getEvent("event_1MSBP5A1A96M");
const eventType = event.type;
