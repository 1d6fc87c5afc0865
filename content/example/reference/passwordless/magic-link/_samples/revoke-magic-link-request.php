<?php

use Latchkey\Latchkey;

$latchkey = new Latchkey();

$magicLink = $latchkey->magicLinks->revokeMagicLink("magic_link_1MTAPQTGX3T8");
$status = $magicLink->status;
