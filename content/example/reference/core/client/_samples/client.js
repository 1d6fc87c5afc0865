import { Latchkey } from "@latchkey/sdk";

const latchkey = new Latchkey({
  apiKey: "lk_test_your_key",
  timeout: 10,
  maxRetries: 3,
});
