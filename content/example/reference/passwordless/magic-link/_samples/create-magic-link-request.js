import { Latchkey } from "@latchkey/sdk";

const latchkey = new Latchkey();

const magicLink = await latchkey.magicLinks.createMagicLink({
  email: "mira@fernhill.example",
  redirectUri: "https://app.fernhill.example/signed-in",
  organizationId: "org_1MP9C88S9Z82",
  delivery: "none",
});
const url = magicLink.url;
