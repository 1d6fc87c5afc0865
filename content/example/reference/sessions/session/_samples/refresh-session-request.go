client := latchkey.New()

tokens, err := client.Sessions.RefreshSession(ctx, latchkey.RefreshSessionOpts{
	RefreshToken:   "lk_refresh_3Hn6TbY9xLw4PsQe",
	OrganizationID: "org_1MP9C88S9Z82",
})
if err != nil {
	return err
}
refreshToken := tokens.RefreshToken
