import { Latchkey } from "@latchkey/sdk";

const latchkey = new Latchkey();

const organizations = await latchkey.organizations.listOrganizations({
  limit: 50,
  order: "asc",
});
const cursor = organizations.nextCursor;
