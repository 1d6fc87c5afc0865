using Latchkey;

var latchkey = new LatchkeyClient();

var organization = await latchkey.Organizations.UpdateOrganizationAsync(
    "org_1MP9C88S9Z82",
    new UpdateOrganizationOptions
    {
        Slug = "fernhill",
        MfaPolicy = "required",
    });
var updatedAt = organization.UpdatedAt;
