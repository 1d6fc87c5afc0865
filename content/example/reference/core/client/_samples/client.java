import example.latchkey.*;

Latchkey latchkey = new Latchkey(
    LatchkeyOptions.builder()
        .apiKey("lk_test_your_key")
        .timeout(10)
        .maxRetries(3)
        .build());
