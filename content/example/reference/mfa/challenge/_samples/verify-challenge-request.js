import { Latchkey } from "@latchkey/sdk";

const latchkey = new Latchkey();

const verification = await latchkey.mfa.verifyChallenge(
  "challenge_1MTAPT7DGNSN",
  { code: "004217", sessionId: "session_1MTAPSADTJDR" },
);
const valid = verification.valid;
