import example.latchkey.*;

Latchkey latchkey = new Latchkey();

MagicLink magicLink = latchkey.magicLinks().revokeMagicLink(
    "magic_link_1MTAPQTGX3T8");
String status = magicLink.status();
