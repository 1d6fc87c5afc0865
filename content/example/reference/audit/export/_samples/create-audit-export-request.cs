using Latchkey;

var latchkey = new LatchkeyClient();

var auditExport = await latchkey.Audit.CreateAuditExportAsync(
    new CreateAuditExportOptions
    {
        OrganizationId = "org_1MP9C88S9Z82",
        RangeStart = "2026-01-01T00:00:00Z",
        RangeEnd = "2026-03-01T00:00:00Z",
    });
var status = auditExport.Status;
