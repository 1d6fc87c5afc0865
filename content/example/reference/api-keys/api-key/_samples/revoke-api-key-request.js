import { Latchkey } from "@latchkey/sdk";

const latchkey = new Latchkey();

const apiKey = await latchkey.apiKeys.revokeApiKey("api_key_1MRK4QJ3MDD2");
const status = apiKey.status;
