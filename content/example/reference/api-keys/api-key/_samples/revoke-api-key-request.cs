using Latchkey;

var latchkey = new LatchkeyClient();

var apiKey = await latchkey.ApiKeys.RevokeApiKeyAsync("api_key_1MRK4QJ3MDD2");
var status = apiKey.Status;
