import { Latchkey } from "@latchkey/sdk";

const latchkey = new Latchkey();

const session = await latchkey.sessions.revokeSession("session_1MSVSY488E6N");
const endedAt = session.endedAt;
