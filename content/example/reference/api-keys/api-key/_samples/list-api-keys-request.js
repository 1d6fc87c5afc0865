import { Latchkey } from "@latchkey/sdk";

const latchkey = new Latchkey();

const apiKeys = await latchkey.apiKeys.listApiKeys({
  organizationId: "org_1MP9C88S9Z82",
  status: "active",
});
const cursor = apiKeys.nextCursor;
