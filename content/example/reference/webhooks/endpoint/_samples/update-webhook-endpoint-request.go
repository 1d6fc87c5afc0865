client := latchkey.New()

opts := latchkey.UpdateWebhookEndpointOpts{
	EventTypes: []string{"user.created", "user.deleted"},
	Status:     "enabled",
}
endpoint, err := client.Webhooks.UpdateWebhookEndpoint(ctx, "endpoint_1MPHY0D7A9HZ", opts)
if err != nil {
	return err
}
status := endpoint.Status
