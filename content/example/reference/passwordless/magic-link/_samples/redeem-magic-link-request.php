<?php

use Latchkey\Latchkey;

$latchkey = new Latchkey();

$tokens = $latchkey->magicLinks->redeemMagicLink(
    token: "mlt_5Rz8NcWq3JtYb2Xv",
    ipAddress: "203.0.113.24",
    userAgent: "FernhillDesktop/4.2",
);
$accessToken = $tokens->accessToken;
