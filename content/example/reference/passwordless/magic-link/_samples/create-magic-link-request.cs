using Latchkey;

var latchkey = new LatchkeyClient();

var magicLink = await latchkey.MagicLinks.CreateMagicLinkAsync(
    new CreateMagicLinkOptions
    {
        Email = "mira@fernhill.example",
        RedirectUri = "https://app.fernhill.example/signed-in",
        OrganizationId = "org_1MP9C88S9Z82",
        Delivery = "none",
    });
var url = magicLink.Url;
