using Latchkey;

var latchkey = new LatchkeyClient();

var domain = await latchkey.Organizations.VerifyDomainAsync("domain_1MP9CCFNCGGM");
var status = domain.Status;
