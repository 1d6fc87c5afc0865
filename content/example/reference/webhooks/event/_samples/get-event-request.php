<?php

use Latchkey\Latchkey;

$latchkey = new Latchkey();

$event = $latchkey->webhooks->getEvent("event_1MSBP5A1A96M");
$eventType = $event->type;
