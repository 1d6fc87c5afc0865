import { Latchkey } from "@latchkey/sdk";

const latchkey = new Latchkey();

const challenge = await latchkey.mfa.challengeFactor("factor_1MPYNE5ATBYP", {
  smsTemplate: "{{code}} is your Fernhill sign-in code.",
});
const challengeId = challenge.id;
