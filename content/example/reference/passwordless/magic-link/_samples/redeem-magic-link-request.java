import example.latchkey.*;

Latchkey latchkey = new Latchkey();

SessionTokens tokens = latchkey.magicLinks().redeemMagicLink(
    RedeemMagicLinkOptions.builder()
        .token("mlt_5Rz8NcWq3JtYb2Xv")
        .ipAddress("203.0.113.24")
        .userAgent("FernhillDesktop/4.2")
        .build());
String accessToken = tokens.accessToken();
