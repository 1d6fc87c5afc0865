<?php
$mfa->checkFactor(factorId: "f_1");
