<?php

use Latchkey\Latchkey;

$latchkey = new Latchkey();

$membership = $latchkey->organizations->updateMembership(
    "membership_1MSBP5AZGG22",
    role: "admin",
);
$role = $membership->role;
