import { Latchkey } from "@latchkey/sdk";

const latchkey = new Latchkey();

const deletion = await latchkey.organizations.deleteOrganization(
  "org_1MR3WM7TQHCK",
);
const deletedAt = deletion.deletedAt;
