import { Latchkey } from "@latchkey/sdk";

const latchkey = new Latchkey();

const deletion = await latchkey.mfa.deleteFactor("factor_1MPYNE5ATBYP");
const deletedAt = deletion.deletedAt;
