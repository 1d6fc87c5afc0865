using Latchkey;

var latchkey = new LatchkeyClient();

var deletion = await latchkey.Users.DeleteUserAsync("user_1MSBP59VYKC6");
var deletedAt = deletion.DeletedAt;
