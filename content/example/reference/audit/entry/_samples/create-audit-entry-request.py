from latchkey import Latchkey

latchkey = Latchkey()

entry = latchkey.audit.create_audit_entry(
    organization_id="org_1MP9C88S9Z82",
    action="article.published",
    actor={"type": "user", "id": "user_1MP9CBCNV1JB"},
    targets=[{"type": "article", "id": "art_5521"}],
    idempotency_key="publish-art_5521-2",
)
