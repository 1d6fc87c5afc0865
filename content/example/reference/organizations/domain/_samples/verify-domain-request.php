<?php

use Latchkey\Latchkey;

$latchkey = new Latchkey();

$domain = $latchkey->organizations->verifyDomain("domain_1MP9CCFNCGGM");
$status = $domain->status;
