import { Latchkey } from "@latchkey/sdk";

const latchkey = new Latchkey();

const entry = await latchkey.audit.createAuditEntry({
  organizationId: "org_1MP9C88S9Z82",
  action: "article.published",
  actor: { type: "user", id: "user_1MP9CBCNV1JB" },
  targets: [{ type: "article", id: "art_5521" }],
  idempotencyKey: "publish-art_5521-2",
});
