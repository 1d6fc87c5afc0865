import example.latchkey.*;
import java.util.List;
import java.util.Optional;

Latchkey latchkey = new Latchkey();

ApiKey apiKey = latchkey.apiKeys().createApiKey(
    CreateApiKeyOptions.builder()
        .name("Nightly import")
        .organizationId("org_1MP9C88S9Z82")
        .scopes(List.of("articles:read", "articles:write"))
        .build());
Optional<String> value = apiKey.value();
