client := latchkey.New()

// payload, signature and secret come from the request and your settings
event, err := client.Webhooks.ConstructEvent(payload, signature, secret)
if err != nil {
	return err
}
eventType := event.Type
