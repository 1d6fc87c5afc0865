<?php

use Latchkey\Latchkey;

$latchkey = new Latchkey();

$challenge = $latchkey->mfa->challengeFactor(
    "factor_1MPYNE5ATBYP",
    smsTemplate: "{{code}} is your Fernhill sign-in code.",
);
$challengeId = $challenge->id;
