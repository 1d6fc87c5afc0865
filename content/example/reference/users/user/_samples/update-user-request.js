import { Latchkey } from "@latchkey/sdk";

const latchkey = new Latchkey();

const user = await latchkey.users.updateUser("user_1MSBP59VYKC6", {
  locale: "sv",
  externalId: "emp_0057",
});
const updatedAt = user.updatedAt;
