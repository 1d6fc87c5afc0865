import { Latchkey } from "@latchkey/sdk";

const latchkey = new Latchkey();

const magicLink = await latchkey.magicLinks.sendMagicLink(
  "magic_link_1MTAPQTGX3T8",
  { locale: "sv" },
);
