from latchkey import Latchkey

latchkey = Latchkey()

entries = latchkey.audit.list_audit_entries(
    organization_id="org_1MP9C88S9Z82",
    actor_id="user_1MP9CBCNV1JB",
    occurred_after="2026-03-02T00:00:00Z",
)
cursor = entries.next_cursor
