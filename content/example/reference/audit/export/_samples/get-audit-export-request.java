import example.latchkey.*;
import java.util.Optional;

Latchkey latchkey = new Latchkey();

AuditExport auditExport = latchkey.audit().getAuditExport(
    "audit_export_1MTCY707RKXM");
Optional<String> url = auditExport.url();
