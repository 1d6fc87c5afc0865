import { Latchkey } from "@latchkey/sdk";

const latchkey = new Latchkey();

const user = await latchkey.users.getUser("user_1MP9CBCNV1JB");
const email = user.email;
