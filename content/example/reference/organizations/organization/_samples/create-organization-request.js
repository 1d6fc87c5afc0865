import { Latchkey } from "@latchkey/sdk";

const latchkey = new Latchkey();

const organization = await latchkey.organizations.createOrganization({
  name: "Fernhill Press",
  domains: ["fernhill.example"],
  mfaPolicy: "required",
  externalId: "cust_1187",
});
const organizationId = organization.id;
