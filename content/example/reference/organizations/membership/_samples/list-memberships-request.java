import example.latchkey.*;
import java.util.List;
import java.util.Optional;

Latchkey latchkey = new Latchkey();

Page<Membership> memberships = latchkey.organizations().listMemberships(
    ListMembershipsOptions.builder()
        .organizationId("org_1MP9C88S9Z82")
        .expand(List.of("user"))
        .limit(1)
        .build());
Optional<String> cursor = memberships.nextCursor();
