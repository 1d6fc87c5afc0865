using Latchkey;

var latchkey = new LatchkeyClient();

var delivery = await latchkey.Webhooks.RetryDeliveryAsync("delivery_1MSBP5B1W42H");
var attempt = delivery.Attempt;
