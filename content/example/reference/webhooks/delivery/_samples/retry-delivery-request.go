client := latchkey.New()

delivery, err := client.Webhooks.RetryDelivery(ctx, "delivery_1MSBP5B1W42H")
if err != nil {
	return err
}
attempt := delivery.Attempt
