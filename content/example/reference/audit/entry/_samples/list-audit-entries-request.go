client := latchkey.New()

entries, err := client.Audit.ListAuditEntries(ctx, latchkey.ListAuditEntriesOpts{
	OrganizationID: "org_1MP9C88S9Z82",
	ActorID:        "user_1MP9CBCNV1JB",
	OccurredAfter:  "2026-03-02T00:00:00Z",
})
if err != nil {
	return err
}
cursor := entries.NextCursor
