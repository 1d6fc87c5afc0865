<?php

use Latchkey\Latchkey;

$latchkey = new Latchkey();

$magicLink = $latchkey->magicLinks->createMagicLink(
    email: "mira@fernhill.example",
    redirectUri: "https://app.fernhill.example/signed-in",
    organizationId: "org_1MP9C88S9Z82",
    delivery: "none",
);
$url = $magicLink->url;
