using Latchkey;

var latchkey = new LatchkeyClient();

var user = await latchkey.Users.UpdateUserAsync(
    "user_1MSBP59VYKC6",
    new UpdateUserOptions
    {
        Locale = "sv",
        ExternalId = "emp_0057",
    });
var updatedAt = user.UpdatedAt;
