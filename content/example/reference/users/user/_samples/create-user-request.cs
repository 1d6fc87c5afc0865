using Latchkey;

var latchkey = new LatchkeyClient();

var user = await latchkey.Users.CreateUserAsync(new CreateUserOptions
{
    Email = "jonas@fernhill.example",
    FirstName = "Jonas",
    LastName = "Lindqvist",
});
var userId = user.Id;
