<?php

use Latchkey\Latchkey;

$latchkey = new Latchkey();

$session = $latchkey->sessions->getSession("session_1MTAPSADTJDR");
$status = $session->status;
