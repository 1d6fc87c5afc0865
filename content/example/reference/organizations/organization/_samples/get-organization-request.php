<?php

use Latchkey\Latchkey;

$latchkey = new Latchkey();

$organization = $latchkey->organizations->getOrganization("org_1MP9C88S9Z82");
$name = $organization->name;
