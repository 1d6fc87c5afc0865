import { Latchkey } from "@latchkey/sdk";

const latchkey = new Latchkey();

const factor = await latchkey.mfa.getFactor("factor_1MP9CV2GJHVX");
const status = factor.status;
