import { Latchkey } from "@latchkey/sdk";

const latchkey = new Latchkey();

const domain = await latchkey.organizations.addDomain("org_1MP9C88S9Z82", {
  domain: "fernhill.example",
});
const verification = domain.verification;
