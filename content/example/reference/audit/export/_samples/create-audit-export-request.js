import { Latchkey } from "@latchkey/sdk";

const latchkey = new Latchkey();

const auditExport = await latchkey.audit.createAuditExport({
  organizationId: "org_1MP9C88S9Z82",
  rangeStart: "2026-01-01T00:00:00Z",
  rangeEnd: "2026-03-01T00:00:00Z",
});
const status = auditExport.status;
