using Latchkey;

var latchkey = new LatchkeyClient();

var auditExport = await latchkey.Audit.GetAuditExportAsync(
    "audit_export_1MTCY707RKXM");
var url = auditExport.Url;
