using Latchkey;

var latchkey = new LatchkeyClient(new LatchkeyOptions
{
    ApiKey = "lk_test_your_key",
    Timeout = 10,
    MaxRetries = 3,
});
