<?php

use Latchkey\Latchkey;

$latchkey = new Latchkey();

$endpoint = $latchkey->webhooks->createWebhookEndpoint(
    url: "https://app.fernhill.example/hooks/latchkey",
    eventTypes: ["membership.created", "user.created"],
    description: "Keeps the CRM in step",
);
$secret = $endpoint->secret;
