using Latchkey;

var latchkey = new LatchkeyClient();

var magicLink = await latchkey.MagicLinks.SendMagicLinkAsync(
    "magic_link_1MTAPQTGX3T8",
    new SendMagicLinkOptions
    {
        Locale = "sv",
    });
