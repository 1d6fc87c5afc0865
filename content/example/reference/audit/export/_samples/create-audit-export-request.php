<?php

use Latchkey\Latchkey;

$latchkey = new Latchkey();

$auditExport = $latchkey->audit->createAuditExport(
    organizationId: "org_1MP9C88S9Z82",
    rangeStart: "2026-01-01T00:00:00Z",
    rangeEnd: "2026-03-01T00:00:00Z",
);
$status = $auditExport->status;
