<?php

use Latchkey\Latchkey;

$latchkey = new Latchkey();

$membership = $latchkey->organizations->createMembership(
    userId: "user_1MSBP59VYKC6",
    organizationId: "org_1MP9C88S9Z82",
    role: "member",
);
$role = $membership->role;
