import example.latchkey.*;

Latchkey latchkey = new Latchkey();

Verification verification = latchkey.mfa().verifyChallenge(
    "challenge_1MTAPT7DGNSN",
    VerifyChallengeOptions.builder()
        .code("004217")
        .sessionId("session_1MTAPSADTJDR")
        .build());
boolean valid = verification.valid();
