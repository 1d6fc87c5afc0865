using Latchkey;

var latchkey = new LatchkeyClient();

var deletion = await latchkey.Webhooks.DeleteWebhookEndpointAsync(
    "endpoint_1MPHY0D7A9HZ");
var deletedAt = deletion.DeletedAt;
