import { Latchkey } from "@latchkey/sdk";

const latchkey = new Latchkey();

const deletion = await latchkey.organizations.deleteMembership(
  "membership_1MSBP5AZGG22",
);
const deletedAt = deletion.deletedAt;
