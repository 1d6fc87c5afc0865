<?php

use Latchkey\Latchkey;

$latchkey = new Latchkey();

$auditExport = $latchkey->audit->getAuditExport("audit_export_1MTCY707RKXM");
$url = $auditExport->url;
