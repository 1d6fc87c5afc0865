client := latchkey.New()

opts := latchkey.ListDeliveriesOpts{
	Status: "failed",
}
deliveries, err := client.Webhooks.ListDeliveries(ctx, "endpoint_1MPHY0D7A9HZ", opts)
if err != nil {
	return err
}
cursor := deliveries.NextCursor
