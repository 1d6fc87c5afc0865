import { Latchkey } from "@latchkey/sdk";

const latchkey = new Latchkey();

const apiKey = await latchkey.apiKeys.createApiKey({
  name: "Nightly import",
  organizationId: "org_1MP9C88S9Z82",
  scopes: ["articles:read", "articles:write"],
});
const value = apiKey.value;
