<?php

use Latchkey\Latchkey;

$latchkey = new Latchkey();

$invitations = $latchkey->organizations->listInvitations(
    organizationId: "org_1MP9C88S9Z82",
    status: "pending",
);
$cursor = $invitations->nextCursor;
