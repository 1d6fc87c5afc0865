import { Latchkey } from "@latchkey/sdk";

const latchkey = new Latchkey();

const invitations = await latchkey.organizations.listInvitations({
  organizationId: "org_1MP9C88S9Z82",
  status: "pending",
});
const cursor = invitations.nextCursor;
