<?php

use Latchkey\Latchkey;

$latchkey = new Latchkey();

$endpoints = $latchkey->webhooks->listWebhookEndpoints(status: "enabled");
$cursor = $endpoints->nextCursor;
