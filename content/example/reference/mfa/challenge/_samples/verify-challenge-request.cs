using Latchkey;

var latchkey = new LatchkeyClient();

var verification = await latchkey.Mfa.VerifyChallengeAsync(
    "challenge_1MTAPT7DGNSN",
    new VerifyChallengeOptions
    {
        Code = "004217",
        SessionId = "session_1MTAPSADTJDR",
    });
var valid = verification.Valid;
