import { Latchkey } from "@latchkey/sdk";

const latchkey = new Latchkey();

const magicLink = await latchkey.magicLinks.revokeMagicLink(
  "magic_link_1MTAPQTGX3T8",
);
const status = magicLink.status;
