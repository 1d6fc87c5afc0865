import { Latchkey } from "@latchkey/sdk";

const latchkey = new Latchkey();

const membership = await latchkey.organizations.updateMembership(
  "membership_1MSBP5AZGG22",
  { role: "admin" },
);
const role = membership.role;
