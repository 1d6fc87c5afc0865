<?php

use Latchkey\Latchkey;

$latchkey = new Latchkey();

$endpoint = $latchkey->webhooks->updateWebhookEndpoint(
    "endpoint_1MPHY0D7A9HZ",
    eventTypes: ["user.created", "user.deleted"],
    status: "enabled",
);
$status = $endpoint->status;
