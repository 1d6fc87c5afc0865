client := latchkey.New()

opts := latchkey.ListInvitationsOpts{
	OrganizationID: "org_1MP9C88S9Z82",
	Status:         "pending",
}
invitations, err := client.Organizations.ListInvitations(ctx, opts)
if err != nil {
	return err
}
cursor := invitations.NextCursor
