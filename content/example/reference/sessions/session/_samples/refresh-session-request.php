<?php

use Latchkey\Latchkey;

$latchkey = new Latchkey();

$tokens = $latchkey->sessions->refreshSession(
    refreshToken: "lk_refresh_3Hn6TbY9xLw4PsQe",
    organizationId: "org_1MP9C88S9Z82",
);
$refreshToken = $tokens->refreshToken;
