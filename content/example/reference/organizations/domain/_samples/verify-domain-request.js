import { Latchkey } from "@latchkey/sdk";

const latchkey = new Latchkey();

const domain = await latchkey.organizations.verifyDomain("domain_1MP9CCFNCGGM");
const status = domain.status;
