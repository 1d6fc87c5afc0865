client := latchkey.New()

factor, err := client.MFA.GetFactor(ctx, "factor_1MP9CV2GJHVX")
if err != nil {
	return err
}
status := factor.Status
