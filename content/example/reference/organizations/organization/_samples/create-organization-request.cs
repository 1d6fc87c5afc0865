using Latchkey;

var latchkey = new LatchkeyClient();

var organization = await latchkey.Organizations.CreateOrganizationAsync(
    new CreateOrganizationOptions
    {
        Name = "Fernhill Press",
        Domains = ["fernhill.example"],
        MfaPolicy = "required",
        ExternalId = "cust_1187",
    });
var organizationId = organization.Id;
