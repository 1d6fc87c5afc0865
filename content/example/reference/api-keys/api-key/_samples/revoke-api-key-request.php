<?php

use Latchkey\Latchkey;

$latchkey = new Latchkey();

$apiKey = $latchkey->apiKeys->revokeApiKey("api_key_1MRK4QJ3MDD2");
$status = $apiKey->status;
