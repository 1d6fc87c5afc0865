<?php

use Latchkey\Latchkey;

$latchkey = new Latchkey();

$deletion = $latchkey->users->deleteUser("user_1MSBP59VYKC6");
$deletedAt = $deletion->deletedAt;
