import { Latchkey } from "@latchkey/sdk";

const latchkey = new Latchkey();

const deliveries = await latchkey.webhooks.listDeliveries(
  "endpoint_1MPHY0D7A9HZ",
  { status: "failed" },
);
const cursor = deliveries.nextCursor;
