<?php

use Latchkey\Latchkey;

$latchkey = new Latchkey();

$factor = $latchkey->mfa->enrollFactor(
    userId: "user_1MP9CBCNV1JB",
    type: "totp",
    name: "Work laptop",
    issuer: "Fernhill Press",
);
$totp = $factor->totp;
