<?php

use Latchkey\Latchkey;

$latchkey = new Latchkey();

$entries = $latchkey->audit->listAuditEntries(
    organizationId: "org_1MP9C88S9Z82",
    actorId: "user_1MP9CBCNV1JB",
    occurredAfter: "2026-03-02T00:00:00Z",
);
$cursor = $entries->nextCursor;
