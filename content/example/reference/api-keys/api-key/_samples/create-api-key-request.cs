using Latchkey;

var latchkey = new LatchkeyClient();

var apiKey = await latchkey.ApiKeys.CreateApiKeyAsync(new CreateApiKeyOptions
{
    Name = "Nightly import",
    OrganizationId = "org_1MP9C88S9Z82",
    Scopes = ["articles:read", "articles:write"],
});
var value = apiKey.Value;
