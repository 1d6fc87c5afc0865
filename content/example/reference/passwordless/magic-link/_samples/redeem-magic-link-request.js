import { Latchkey } from "@latchkey/sdk";

const latchkey = new Latchkey();

const tokens = await latchkey.magicLinks.redeemMagicLink({
  token: "mlt_5Rz8NcWq3JtYb2Xv",
  ipAddress: "203.0.113.24",
  userAgent: "FernhillDesktop/4.2",
});
const accessToken = tokens.accessToken;
