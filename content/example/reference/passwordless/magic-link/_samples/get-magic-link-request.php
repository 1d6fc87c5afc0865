<?php

use Latchkey\Latchkey;

$latchkey = new Latchkey();

$magicLink = $latchkey->magicLinks->getMagicLink("magic_link_1MTAPQTGX3T8");
$status = $magicLink->status;
