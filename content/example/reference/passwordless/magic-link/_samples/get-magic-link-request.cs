using Latchkey;

var latchkey = new LatchkeyClient();

var magicLink = await latchkey.MagicLinks.GetMagicLinkAsync(
    "magic_link_1MTAPQTGX3T8");
var status = magicLink.Status;
