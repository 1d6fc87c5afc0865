<?php

use Latchkey\Latchkey;

$latchkey = new Latchkey();

$organization = $latchkey->organizations->updateOrganization(
    "org_1MP9C88S9Z82",
    slug: "fernhill",
    mfaPolicy: "required",
);
$updatedAt = $organization->updatedAt;
