<?php

use Latchkey\Latchkey;

$latchkey = new Latchkey();

$invitation = $latchkey->organizations->revokeInvitation("invitation_1MS8JHGAM395");
$status = $invitation->status;
