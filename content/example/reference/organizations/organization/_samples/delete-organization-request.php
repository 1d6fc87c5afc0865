<?php

use Latchkey\Latchkey;

$latchkey = new Latchkey();

$deletion = $latchkey->organizations->deleteOrganization("org_1MR3WM7TQHCK");
$deletedAt = $deletion->deletedAt;
