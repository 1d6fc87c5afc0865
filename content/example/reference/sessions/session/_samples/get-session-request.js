import { Latchkey } from "@latchkey/sdk";

const latchkey = new Latchkey();

const session = await latchkey.sessions.getSession("session_1MTAPSADTJDR");
const status = session.status;
