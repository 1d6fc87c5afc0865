using Latchkey;

var latchkey = new LatchkeyClient();

var deliveries = await latchkey.Webhooks.ListDeliveriesAsync(
    "endpoint_1MPHY0D7A9HZ",
    new ListDeliveriesOptions
    {
        Status = "failed",
    });
var cursor = deliveries.NextCursor;
