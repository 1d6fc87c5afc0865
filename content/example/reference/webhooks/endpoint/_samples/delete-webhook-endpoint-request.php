<?php

use Latchkey\Latchkey;

$latchkey = new Latchkey();

$deletion = $latchkey->webhooks->deleteWebhookEndpoint("endpoint_1MPHY0D7A9HZ");
$deletedAt = $deletion->deletedAt;
