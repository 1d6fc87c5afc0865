import { Latchkey } from "@latchkey/sdk";

const latchkey = new Latchkey();

const organization = await latchkey.organizations.getOrganization(
  "org_1MP9C88S9Z82",
);
const name = organization.name;
