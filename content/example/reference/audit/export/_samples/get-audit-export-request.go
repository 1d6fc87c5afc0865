client := latchkey.New()

auditExport, err := client.Audit.GetAuditExport(ctx, "audit_export_1MTCY707RKXM")
if err != nil {
	return err
}
url := auditExport.URL
