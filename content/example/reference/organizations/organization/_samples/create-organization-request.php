<?php

use Latchkey\Latchkey;

$latchkey = new Latchkey();

$organization = $latchkey->organizations->createOrganization(
    name: "Fernhill Press",
    domains: ["fernhill.example"],
    mfaPolicy: "required",
    externalId: "cust_1187",
);
$organizationId = $organization->id;
