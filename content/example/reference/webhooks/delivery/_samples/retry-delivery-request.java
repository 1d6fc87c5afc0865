import example.latchkey.*;

Latchkey latchkey = new Latchkey();

WebhookDelivery delivery = latchkey.webhooks().retryDelivery(
    "delivery_1MSBP5B1W42H");
int attempt = delivery.attempt();
