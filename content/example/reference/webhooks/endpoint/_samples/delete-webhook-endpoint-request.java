import example.latchkey.*;

Latchkey latchkey = new Latchkey();

Deletion deletion = latchkey.webhooks().deleteWebhookEndpoint(
    "endpoint_1MPHY0D7A9HZ");
String deletedAt = deletion.deletedAt();
