client := latchkey.New()

session, err := client.Sessions.RevokeSession(ctx, "session_1MSVSY488E6N")
if err != nil {
	return err
}
endedAt := session.EndedAt
