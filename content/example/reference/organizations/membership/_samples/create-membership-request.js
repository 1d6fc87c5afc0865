import { Latchkey } from "@latchkey/sdk";

const latchkey = new Latchkey();

const membership = await latchkey.organizations.createMembership({
  userId: "user_1MSBP59VYKC6",
  organizationId: "org_1MP9C88S9Z82",
  role: "member",
});
const role = membership.role;
