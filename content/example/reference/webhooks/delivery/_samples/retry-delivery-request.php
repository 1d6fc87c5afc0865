<?php

use Latchkey\Latchkey;

$latchkey = new Latchkey();

$delivery = $latchkey->webhooks->retryDelivery("delivery_1MSBP5B1W42H");
$attempt = $delivery->attempt;
