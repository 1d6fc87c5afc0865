import example.latchkey.*;
import java.util.Optional;

Latchkey latchkey = new Latchkey();

Page<ApiKey> apiKeys = latchkey.apiKeys().listApiKeys(
    ListApiKeysOptions.builder()
        .organizationId("org_1MP9C88S9Z82")
        .status("active")
        .build());
Optional<String> cursor = apiKeys.nextCursor();
