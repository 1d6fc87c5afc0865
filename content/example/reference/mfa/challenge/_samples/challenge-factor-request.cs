using Latchkey;

var latchkey = new LatchkeyClient();

var challenge = await latchkey.Mfa.ChallengeFactorAsync(
    "factor_1MPYNE5ATBYP",
    new ChallengeFactorOptions
    {
        SmsTemplate = "{{code}} is your Fernhill sign-in code.",
    });
var challengeId = challenge.Id;
