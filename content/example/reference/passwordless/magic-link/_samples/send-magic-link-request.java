import example.latchkey.*;

Latchkey latchkey = new Latchkey();

MagicLink magicLink = latchkey.magicLinks().sendMagicLink(
    "magic_link_1MTAPQTGX3T8",
    SendMagicLinkOptions.builder()
        .locale("sv")
        .build());
