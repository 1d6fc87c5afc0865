import example.latchkey.*;
import java.util.List;
import java.util.Optional;

Latchkey latchkey = new Latchkey();

WebhookEndpoint endpoint = latchkey.webhooks().createWebhookEndpoint(
    CreateWebhookEndpointOptions.builder()
        .url("https://app.fernhill.example/hooks/latchkey")
        .eventTypes(List.of("membership.created", "user.created"))
        .description("Keeps the CRM in step")
        .build());
Optional<String> secret = endpoint.secret();
