<?php

use Latchkey\Latchkey;

$latchkey = new Latchkey();

$sessions = $latchkey->sessions->listSessions(
    userId: "user_1MP9CBCNV1JB",
    status: "active",
);
$cursor = $sessions->nextCursor;
