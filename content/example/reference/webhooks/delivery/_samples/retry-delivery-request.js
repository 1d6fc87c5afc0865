import { Latchkey } from "@latchkey/sdk";

const latchkey = new Latchkey();

const delivery = await latchkey.webhooks.retryDelivery("delivery_1MSBP5B1W42H");
const attempt = delivery.attempt;
