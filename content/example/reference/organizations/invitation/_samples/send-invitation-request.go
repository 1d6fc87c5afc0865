client := latchkey.New()

opts := latchkey.SendInvitationOpts{
	Email:          "jonas@fernhill.example",
	OrganizationID: "org_1MP9C88S9Z82",
	InviterUserID:  "user_1MP9CBCNV1JB",
}
invitation, err := client.Organizations.SendInvitation(ctx, opts)
if err != nil {
	return err
}
expiresAt := invitation.ExpiresAt
