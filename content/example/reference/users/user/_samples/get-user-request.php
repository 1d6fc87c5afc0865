<?php

use Latchkey\Latchkey;

$latchkey = new Latchkey();

$user = $latchkey->users->getUser("user_1MP9CBCNV1JB");
$email = $user->email;
