client := latchkey.New()

invitation, err := client.Organizations.RevokeInvitation(ctx, "invitation_1MS8JHGAM395")
if err != nil {
	return err
}
status := invitation.Status
