<?php

$postbox = new Postbox\Client();

// region call
$parcel = $postbox->parcels->create(
    recipient: [
        "name" => "Ada Winter",
        "address" => "1 Harbour Lane, Port Ellen",
    ],
    weightGrams: 480,
);
// endregion
echo $parcel->id;
