using Latchkey;

var latchkey = new LatchkeyClient();

var factor = await latchkey.Mfa.GetFactorAsync("factor_1MP9CV2GJHVX");
var status = factor.Status;
