client := latchkey.New()

event, err := client.Webhooks.GetEvent(ctx, "event_1MSBP5A1A96M")
if err != nil {
	return err
}
eventType := event.Type
