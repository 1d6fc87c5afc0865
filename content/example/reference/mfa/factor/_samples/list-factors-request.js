import { Latchkey } from "@latchkey/sdk";

const latchkey = new Latchkey();

const factors = await latchkey.mfa.listFactors({
  userId: "user_1MP9CBCNV1JB",
  limit: 10,
});
const cursor = factors.nextCursor;
