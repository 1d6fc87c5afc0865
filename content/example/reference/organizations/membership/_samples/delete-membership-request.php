<?php

use Latchkey\Latchkey;

$latchkey = new Latchkey();

$deletion = $latchkey->organizations->deleteMembership("membership_1MSBP5AZGG22");
$deletedAt = $deletion->deletedAt;
