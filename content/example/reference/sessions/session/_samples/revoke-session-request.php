<?php

use Latchkey\Latchkey;

$latchkey = new Latchkey();

$session = $latchkey->sessions->revokeSession("session_1MSVSY488E6N");
$endedAt = $session->endedAt;
