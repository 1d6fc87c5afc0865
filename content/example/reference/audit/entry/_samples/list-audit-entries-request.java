import example.latchkey.*;
import java.util.Optional;

Latchkey latchkey = new Latchkey();

Page<AuditEntry> entries = latchkey.audit().listAuditEntries(
    ListAuditEntriesOptions.builder()
        .organizationId("org_1MP9C88S9Z82")
        .actorId("user_1MP9CBCNV1JB")
        .occurredAfter("2026-03-02T00:00:00Z")
        .build());
Optional<String> cursor = entries.nextCursor();
