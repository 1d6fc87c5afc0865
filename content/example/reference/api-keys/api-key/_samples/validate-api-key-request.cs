using Latchkey;

var latchkey = new LatchkeyClient();

var apiKey = await latchkey.ApiKeys.ValidateApiKeyAsync(new ValidateApiKeyOptions
{
    Value = "fern_7Jq2Vn9XwR4tLb8KzC3mYd6H",
    Scope = "articles:write",
});
var owner = apiKey.Owner;
