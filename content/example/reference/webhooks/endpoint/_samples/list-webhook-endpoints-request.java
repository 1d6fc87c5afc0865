import example.latchkey.*;
import java.util.Optional;

Latchkey latchkey = new Latchkey();

Page<WebhookEndpoint> endpoints = latchkey.webhooks().listWebhookEndpoints(
    ListWebhookEndpointsOptions.builder()
        .status("enabled")
        .build());
Optional<String> cursor = endpoints.nextCursor();
