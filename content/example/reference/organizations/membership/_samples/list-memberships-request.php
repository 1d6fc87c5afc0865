<?php

use Latchkey\Latchkey;

$latchkey = new Latchkey();

$memberships = $latchkey->organizations->listMemberships(
    organizationId: "org_1MP9C88S9Z82",
    expand: ["user"],
    limit: 1,
);
$cursor = $memberships->nextCursor;
