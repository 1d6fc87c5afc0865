import example.latchkey.*;

Latchkey latchkey = new Latchkey();

MagicLink magicLink = latchkey.magicLinks().createMagicLink(
    CreateMagicLinkOptions.builder()
        .email("mira@fernhill.example")
        .redirectUri("https://app.fernhill.example/signed-in")
        .organizationId("org_1MP9C88S9Z82")
        .delivery("none")
        .build());
String url = magicLink.url();
