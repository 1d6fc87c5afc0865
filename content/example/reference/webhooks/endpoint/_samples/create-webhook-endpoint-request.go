client := latchkey.New()

opts := latchkey.CreateWebhookEndpointOpts{
	URL:         "https://app.fernhill.example/hooks/latchkey",
	EventTypes:  []string{"membership.created", "user.created"},
	Description: "Keeps the CRM in step",
}
endpoint, err := client.Webhooks.CreateWebhookEndpoint(ctx, opts)
if err != nil {
	return err
}
secret := endpoint.Secret
