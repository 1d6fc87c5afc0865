<?php

use Latchkey\Latchkey;

$latchkey = new Latchkey();

$events = $latchkey->webhooks->listEvents(
    types: ["membership.created", "user.created"],
    after: "event_1MSBMZGASCPN",
    order: "asc",
);
$cursor = $events->nextCursor;
