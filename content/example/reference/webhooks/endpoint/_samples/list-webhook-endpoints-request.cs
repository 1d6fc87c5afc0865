using Latchkey;

var latchkey = new LatchkeyClient();

var endpoints = await latchkey.Webhooks.ListWebhookEndpointsAsync(
    new ListWebhookEndpointsOptions
    {
        Status = "enabled",
    });
var cursor = endpoints.NextCursor;
