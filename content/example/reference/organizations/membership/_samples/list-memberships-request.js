import { Latchkey } from "@latchkey/sdk";

const latchkey = new Latchkey();

const memberships = await latchkey.organizations.listMemberships({
  organizationId: "org_1MP9C88S9Z82",
  expand: ["user"],
  limit: 1,
});
const cursor = memberships.nextCursor;
