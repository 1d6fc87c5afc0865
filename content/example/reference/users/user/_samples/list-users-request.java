import example.latchkey.*;
import java.util.Optional;

Latchkey latchkey = new Latchkey();

Page<User> users = latchkey.users().listUsers(
    ListUsersOptions.builder()
        .organizationId("org_1MP9C88S9Z82")
        .limit(2)
        .build());
Optional<String> cursor = users.nextCursor();
