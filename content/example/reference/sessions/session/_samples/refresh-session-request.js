import { Latchkey } from "@latchkey/sdk";

const latchkey = new Latchkey();

const tokens = await latchkey.sessions.refreshSession({
  refreshToken: "lk_refresh_3Hn6TbY9xLw4PsQe",
  organizationId: "org_1MP9C88S9Z82",
});
const refreshToken = tokens.refreshToken;
