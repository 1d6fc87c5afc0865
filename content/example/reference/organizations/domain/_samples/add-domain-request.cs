using Latchkey;

var latchkey = new LatchkeyClient();

var domain = await latchkey.Organizations.AddDomainAsync(
    "org_1MP9C88S9Z82",
    new AddDomainOptions
    {
        Domain = "fernhill.example",
    });
var verification = domain.Verification;
