client := latchkey.New()

deletion, err := client.Webhooks.DeleteWebhookEndpoint(ctx, "endpoint_1MPHY0D7A9HZ")
if err != nil {
	return err
}
deletedAt := deletion.DeletedAt
