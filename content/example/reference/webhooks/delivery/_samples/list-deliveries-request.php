<?php

use Latchkey\Latchkey;

$latchkey = new Latchkey();

$deliveries = $latchkey->webhooks->listDeliveries(
    "endpoint_1MPHY0D7A9HZ",
    status: "failed",
);
$cursor = $deliveries->nextCursor;
