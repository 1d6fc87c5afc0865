<?php

use Latchkey\Latchkey;

$latchkey = new Latchkey();

$verification = $latchkey->mfa->verifyChallenge(
    "challenge_1MTAPT7DGNSN",
    code: "004217",
    sessionId: "session_1MTAPSADTJDR",
);
$valid = $verification->valid;
