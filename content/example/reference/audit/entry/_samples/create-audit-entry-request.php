<?php

use Latchkey\Latchkey;
use Latchkey\Resource\AuditActor;
use Latchkey\Resource\AuditTarget;

$latchkey = new Latchkey();

$entry = $latchkey->audit->createAuditEntry(
    organizationId: "org_1MP9C88S9Z82",
    action: "article.published",
    actor: new AuditActor(type: "user", id: "user_1MP9CBCNV1JB"),
    targets: [new AuditTarget(type: "article", id: "art_5521")],
    idempotencyKey: "publish-art_5521-2",
);
