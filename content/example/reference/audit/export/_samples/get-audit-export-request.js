import { Latchkey } from "@latchkey/sdk";

const latchkey = new Latchkey();

const auditExport = await latchkey.audit.getAuditExport(
  "audit_export_1MTCY707RKXM",
);
const url = auditExport.url;
