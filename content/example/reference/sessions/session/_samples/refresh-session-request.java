import example.latchkey.*;

Latchkey latchkey = new Latchkey();

SessionTokens tokens = latchkey.sessions().refreshSession(
    RefreshSessionOptions.builder()
        .refreshToken("lk_refresh_3Hn6TbY9xLw4PsQe")
        .organizationId("org_1MP9C88S9Z82")
        .build());
String refreshToken = tokens.refreshToken();
