client := latchkey.New()

deletion, err := client.MFA.DeleteFactor(ctx, "factor_1MPYNE5ATBYP")
if err != nil {
	return err
}
deletedAt := deletion.DeletedAt
