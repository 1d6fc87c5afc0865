require "latchkey"

latchkey = Latchkey::Client.new

audit_export = latchkey.audit.create_audit_export(
  organization_id: "org_1MP9C88S9Z82",
  range_start: "2026-01-01T00:00:00Z",
  range_end: "2026-03-01T00:00:00Z"
)
status = audit_export.status
