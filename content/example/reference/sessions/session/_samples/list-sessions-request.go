client := latchkey.New()

sessions, err := client.Sessions.ListSessions(ctx, latchkey.ListSessionsOpts{
	UserID: "user_1MP9CBCNV1JB",
	Status: "active",
})
if err != nil {
	return err
}
cursor := sessions.NextCursor
