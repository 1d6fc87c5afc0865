import { Latchkey } from "@latchkey/sdk";

const latchkey = new Latchkey();

const events = await latchkey.webhooks.listEvents({
  types: ["membership.created", "user.created"],
  after: "event_1MSBMZGASCPN",
  order: "asc",
});
const cursor = events.nextCursor;
