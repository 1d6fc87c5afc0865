import { Latchkey } from "@latchkey/sdk";

const latchkey = new Latchkey();

const invitation = await latchkey.organizations.sendInvitation({
  email: "jonas@fernhill.example",
  organizationId: "org_1MP9C88S9Z82",
  inviterUserId: "user_1MP9CBCNV1JB",
});
const expiresAt = invitation.expiresAt;
