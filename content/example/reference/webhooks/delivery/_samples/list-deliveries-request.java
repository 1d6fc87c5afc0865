import example.latchkey.*;
import java.util.Optional;

Latchkey latchkey = new Latchkey();

Page<WebhookDelivery> deliveries = latchkey.webhooks().listDeliveries(
    "endpoint_1MPHY0D7A9HZ",
    ListDeliveriesOptions.builder()
        .status("failed")
        .build());
Optional<String> cursor = deliveries.nextCursor();
