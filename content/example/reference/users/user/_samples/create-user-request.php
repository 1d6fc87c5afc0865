<?php

use Latchkey\Latchkey;

$latchkey = new Latchkey();

$user = $latchkey->users->createUser(
    email: "jonas@fernhill.example",
    firstName: "Jonas",
    lastName: "Lindqvist",
);
$userId = $user->id;
