import example.latchkey.*;
import java.util.List;
import java.util.Optional;

Latchkey latchkey = new Latchkey();

Page<Event> events = latchkey.webhooks().listEvents(
    ListEventsOptions.builder()
        .types(List.of("membership.created", "user.created"))
        .after("event_1MSBMZGASCPN")
        .order("asc")
        .build());
Optional<String> cursor = events.nextCursor();
