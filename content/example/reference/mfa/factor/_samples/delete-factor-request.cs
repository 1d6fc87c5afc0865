using Latchkey;

var latchkey = new LatchkeyClient();

var deletion = await latchkey.Mfa.DeleteFactorAsync("factor_1MPYNE5ATBYP");
var deletedAt = deletion.DeletedAt;
