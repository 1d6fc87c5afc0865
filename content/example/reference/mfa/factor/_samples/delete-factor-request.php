<?php

use Latchkey\Latchkey;

$latchkey = new Latchkey();

$deletion = $latchkey->mfa->deleteFactor("factor_1MPYNE5ATBYP");
$deletedAt = $deletion->deletedAt;
