<?php

use Latchkey\Latchkey;

$latchkey = new Latchkey();

$organizations = $latchkey->organizations->listOrganizations(
    limit: 50,
    order: "asc",
);
$cursor = $organizations->nextCursor;
