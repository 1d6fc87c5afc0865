<?php

use Latchkey\Latchkey;

$latchkey = new Latchkey();

$factors = $latchkey->mfa->listFactors(
    userId: "user_1MP9CBCNV1JB",
    limit: 10,
);
$cursor = $factors->nextCursor;
