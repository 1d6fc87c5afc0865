client := latchkey.New()

entry, err := client.Audit.CreateAuditEntry(ctx, latchkey.CreateAuditEntryOpts{
	OrganizationID: "org_1MP9C88S9Z82",
	Action:         "article.published",
	Actor:          latchkey.AuditActor{Type: "user", ID: "user_1MP9CBCNV1JB"},
	Targets:        []latchkey.AuditTarget{{Type: "article", ID: "art_5521"}},
	IdempotencyKey: "publish-art_5521-2",
})
if err != nil {
	return err
}
