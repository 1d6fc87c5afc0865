import example.latchkey.*;

Latchkey latchkey = new Latchkey();

ApiKey apiKey = latchkey.apiKeys().validateApiKey(
    ValidateApiKeyOptions.builder()
        .value("fern_7Jq2Vn9XwR4tLb8KzC3mYd6H")
        .scope("articles:write")
        .build());
ApiKeyOwner owner = apiKey.owner();
