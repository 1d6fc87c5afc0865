<?php

use Latchkey\Latchkey;

$latchkey = new Latchkey();

// $payload, $signature and $secret come from the request and your settings
$event = $latchkey->webhooks->constructEvent($payload, $signature, $secret);
$eventType = $event->type;
