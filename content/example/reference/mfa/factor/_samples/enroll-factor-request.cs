using Latchkey;

var latchkey = new LatchkeyClient();

var factor = await latchkey.Mfa.EnrollFactorAsync(new EnrollTotpFactorOptions
{
    UserId = "user_1MP9CBCNV1JB",
    Name = "Work laptop",
    Issuer = "Fernhill Press",
});
var totp = factor.Totp;
