import { Latchkey } from "@latchkey/sdk";

const latchkey = new Latchkey();

const sessions = await latchkey.sessions.listSessions({
  userId: "user_1MP9CBCNV1JB",
  status: "active",
});
const cursor = sessions.nextCursor;
