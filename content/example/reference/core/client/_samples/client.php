<?php

use Latchkey\Latchkey;

$latchkey = new Latchkey(
    apiKey: "lk_test_your_key",
    timeout: 10,
    maxRetries: 3,
);
