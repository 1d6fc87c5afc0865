<?php

$parcel = $postbox->parcels->createParcel(
    recipient: ["fullName" => "Ada"],
    weightGrams: 480,
);
