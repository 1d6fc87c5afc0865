<?php

use Latchkey\Latchkey;

$latchkey = new Latchkey();

$invitation = $latchkey->organizations->sendInvitation(
    email: "jonas@fernhill.example",
    organizationId: "org_1MP9C88S9Z82",
    inviterUserId: "user_1MP9CBCNV1JB",
);
$expiresAt = $invitation->expiresAt;
