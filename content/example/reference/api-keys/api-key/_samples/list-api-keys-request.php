<?php

use Latchkey\Latchkey;

$latchkey = new Latchkey();

$apiKeys = $latchkey->apiKeys->listApiKeys(
    organizationId: "org_1MP9C88S9Z82",
    status: "active",
);
$cursor = $apiKeys->nextCursor;
