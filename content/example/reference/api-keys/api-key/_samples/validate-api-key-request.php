<?php

use Latchkey\Latchkey;

$latchkey = new Latchkey();

$apiKey = $latchkey->apiKeys->validateApiKey(
    value: "fern_7Jq2Vn9XwR4tLb8KzC3mYd6H",
    scope: "articles:write",
);
$owner = $apiKey->owner;
