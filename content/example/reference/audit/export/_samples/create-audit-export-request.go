client := latchkey.New()

opts := latchkey.CreateAuditExportOpts{
	OrganizationID: "org_1MP9C88S9Z82",
	RangeStart:     "2026-01-01T00:00:00Z",
	RangeEnd:       "2026-03-01T00:00:00Z",
}
auditExport, err := client.Audit.CreateAuditExport(ctx, opts)
if err != nil {
	return err
}
status := auditExport.Status
