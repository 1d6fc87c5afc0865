<?php

use Latchkey\Latchkey;

$latchkey = new Latchkey();

$magicLink = $latchkey->magicLinks->sendMagicLink(
    "magic_link_1MTAPQTGX3T8",
    locale: "sv",
);
