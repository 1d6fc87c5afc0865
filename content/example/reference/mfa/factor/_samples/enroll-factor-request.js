import { Latchkey } from "@latchkey/sdk";

const latchkey = new Latchkey();

const factor = await latchkey.mfa.enrollFactor({
  userId: "user_1MP9CBCNV1JB",
  type: "totp",
  name: "Work laptop",
  issuer: "Fernhill Press",
});
const totp = factor.totp;
