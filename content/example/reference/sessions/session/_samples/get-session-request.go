client := latchkey.New()

session, err := client.Sessions.GetSession(ctx, "session_1MTAPSADTJDR")
if err != nil {
	return err
}
status := session.Status
