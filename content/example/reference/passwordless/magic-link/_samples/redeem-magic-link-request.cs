using Latchkey;

var latchkey = new LatchkeyClient();

var tokens = await latchkey.MagicLinks.RedeemMagicLinkAsync(
    new RedeemMagicLinkOptions
    {
        Token = "mlt_5Rz8NcWq3JtYb2Xv",
        IpAddress = "203.0.113.24",
        UserAgent = "FernhillDesktop/4.2",
    });
var accessToken = tokens.AccessToken;
