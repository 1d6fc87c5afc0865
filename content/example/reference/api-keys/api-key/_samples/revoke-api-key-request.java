import example.latchkey.*;

Latchkey latchkey = new Latchkey();

ApiKey apiKey = latchkey.apiKeys().revokeApiKey("api_key_1MRK4QJ3MDD2");
String status = apiKey.status();
