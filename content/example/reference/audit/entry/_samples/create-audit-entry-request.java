import example.latchkey.*;
import java.util.List;

Latchkey latchkey = new Latchkey();

AuditEntry entry = latchkey.audit().createAuditEntry(
    CreateAuditEntryOptions.builder()
        .organizationId("org_1MP9C88S9Z82")
        .action("article.published")
        .actor(AuditActor.builder().type("user").id("user_1MP9CBCNV1JB").build())
        .targets(List.of(AuditTarget.builder().type("article").id("art_5521").build()))
        .idempotencyKey("publish-art_5521-2")
        .build());
