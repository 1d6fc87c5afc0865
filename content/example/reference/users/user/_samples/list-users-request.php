<?php

use Latchkey\Latchkey;

$latchkey = new Latchkey();

$users = $latchkey->users->listUsers(
    organizationId: "org_1MP9C88S9Z82",
    limit: 2,
);
$cursor = $users->nextCursor;
