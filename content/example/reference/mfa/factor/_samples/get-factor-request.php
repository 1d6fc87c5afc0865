<?php

use Latchkey\Latchkey;

$latchkey = new Latchkey();

$factor = $latchkey->mfa->getFactor("factor_1MP9CV2GJHVX");
$status = $factor->status;
