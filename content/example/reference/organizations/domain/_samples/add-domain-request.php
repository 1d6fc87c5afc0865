<?php

use Latchkey\Latchkey;

$latchkey = new Latchkey();

$domain = $latchkey->organizations->addDomain(
    "org_1MP9C88S9Z82",
    domain: "fernhill.example",
);
$verification = $domain->verification;
