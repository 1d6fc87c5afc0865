using Latchkey;

var latchkey = new LatchkeyClient();

var apiKeys = await latchkey.ApiKeys.ListApiKeysAsync(new ListApiKeysOptions
{
    OrganizationId = "org_1MP9C88S9Z82",
    Status = "active",
});
var cursor = apiKeys.NextCursor;
