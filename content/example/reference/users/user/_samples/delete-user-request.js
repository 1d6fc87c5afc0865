import { Latchkey } from "@latchkey/sdk";

const latchkey = new Latchkey();

const deletion = await latchkey.users.deleteUser("user_1MSBP59VYKC6");
const deletedAt = deletion.deletedAt;
