import { Latchkey } from "@latchkey/sdk";

const latchkey = new Latchkey();

const invitation = await latchkey.organizations.revokeInvitation(
  "invitation_1MS8JHGAM395",
);
const status = invitation.status;
