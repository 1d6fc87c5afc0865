using Latchkey;

var latchkey = new LatchkeyClient();

var endpoint = await latchkey.Webhooks.UpdateWebhookEndpointAsync(
    "endpoint_1MPHY0D7A9HZ",
    new UpdateWebhookEndpointOptions
    {
        EventTypes = ["user.created", "user.deleted"],
        Status = "enabled",
    });
var status = endpoint.Status;
