import { Latchkey } from "@latchkey/sdk";

const latchkey = new Latchkey();

const apiKey = await latchkey.apiKeys.validateApiKey({
  value: "fern_7Jq2Vn9XwR4tLb8KzC3mYd6H",
  scope: "articles:write",
});
const owner = apiKey.owner;
