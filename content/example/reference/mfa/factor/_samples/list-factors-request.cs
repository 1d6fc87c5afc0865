using Latchkey;

var latchkey = new LatchkeyClient();

var factors = await latchkey.Mfa.ListFactorsAsync(new ListFactorsOptions
{
    UserId = "user_1MP9CBCNV1JB",
    Limit = 10,
});
var cursor = factors.NextCursor;
