client := latchkey.New()

events, err := client.Webhooks.ListEvents(ctx, latchkey.ListEventsOpts{
	Types: []string{"membership.created", "user.created"},
	After: "event_1MSBMZGASCPN",
	Order: "asc",
})
if err != nil {
	return err
}
cursor := events.NextCursor
