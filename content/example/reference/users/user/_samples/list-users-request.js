import { Latchkey } from "@latchkey/sdk";

const latchkey = new Latchkey();

const users = await latchkey.users.listUsers({
  organizationId: "org_1MP9C88S9Z82",
  limit: 2,
});
const cursor = users.nextCursor;
