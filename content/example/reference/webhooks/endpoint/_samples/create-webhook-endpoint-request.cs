using Latchkey;

var latchkey = new LatchkeyClient();

var endpoint = await latchkey.Webhooks.CreateWebhookEndpointAsync(
    new CreateWebhookEndpointOptions
    {
        Url = "https://app.fernhill.example/hooks/latchkey",
        EventTypes = ["membership.created", "user.created"],
        Description = "Keeps the CRM in step",
    });
var secret = endpoint.Secret;
