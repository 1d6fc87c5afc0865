import { Latchkey } from "@latchkey/sdk";

const latchkey = new Latchkey();

const user = await latchkey.users.createUser({
  email: "jonas@fernhill.example",
  firstName: "Jonas",
  lastName: "Lindqvist",
});
const userId = user.id;
