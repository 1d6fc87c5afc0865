<?php

use Latchkey\Latchkey;

$latchkey = new Latchkey();

$user = $latchkey->users->updateUser(
    "user_1MSBP59VYKC6",
    locale: "sv",
    externalId: "emp_0057",
);
$updatedAt = $user->updatedAt;
