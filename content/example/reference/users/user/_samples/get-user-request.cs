using Latchkey;

var latchkey = new LatchkeyClient();

var user = await latchkey.Users.GetUserAsync("user_1MP9CBCNV1JB");
var email = user.Email;
