using Latchkey;

var latchkey = new LatchkeyClient();

var organization = await latchkey.Organizations.GetOrganizationAsync(
    "org_1MP9C88S9Z82");
var name = organization.Name;
