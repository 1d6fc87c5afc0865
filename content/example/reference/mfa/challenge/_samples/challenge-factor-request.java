import example.latchkey.*;

Latchkey latchkey = new Latchkey();

Challenge challenge = latchkey.mfa().challengeFactor(
    "factor_1MPYNE5ATBYP",
    ChallengeFactorOptions.builder()
        .smsTemplate("{{code}} is your Fernhill sign-in code.")
        .build());
String challengeId = challenge.id();
