client := latchkey.New()

opts := latchkey.ListWebhookEndpointsOpts{
	Status: "enabled",
}
endpoints, err := client.Webhooks.ListWebhookEndpoints(ctx, opts)
if err != nil {
	return err
}
cursor := endpoints.NextCursor
