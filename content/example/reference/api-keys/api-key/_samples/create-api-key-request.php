<?php

use Latchkey\Latchkey;

$latchkey = new Latchkey();

$apiKey = $latchkey->apiKeys->createApiKey(
    name: "Nightly import",
    organizationId: "org_1MP9C88S9Z82",
    scopes: ["articles:read", "articles:write"],
);
$value = $apiKey->value;
