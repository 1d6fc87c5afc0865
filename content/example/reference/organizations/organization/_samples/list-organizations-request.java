import example.latchkey.*;
import java.util.Optional;

Latchkey latchkey = new Latchkey();

Page<Organization> organizations = latchkey.organizations().listOrganizations(
    ListOrganizationsOptions.builder()
        .limit(50)
        .order("asc")
        .build());
Optional<String> cursor = organizations.nextCursor();
