import example.latchkey.*;
import java.util.List;

Latchkey latchkey = new Latchkey();

WebhookEndpoint endpoint = latchkey.webhooks().updateWebhookEndpoint(
    "endpoint_1MPHY0D7A9HZ",
    UpdateWebhookEndpointOptions.builder()
        .eventTypes(List.of("user.created", "user.deleted"))
        .status("enabled")
        .build());
String status = endpoint.status();
