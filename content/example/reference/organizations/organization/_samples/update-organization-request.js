import { Latchkey } from "@latchkey/sdk";

const latchkey = new Latchkey();

const organization = await latchkey.organizations.updateOrganization(
  "org_1MP9C88S9Z82",
  { slug: "fernhill", mfaPolicy: "required" },
);
const updatedAt = organization.updatedAt;
