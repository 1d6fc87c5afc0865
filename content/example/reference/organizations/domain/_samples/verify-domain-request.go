client := latchkey.New()

domain, err := client.Organizations.VerifyDomain(ctx, "domain_1MP9CCFNCGGM")
if err != nil {
	return err
}
status := domain.Status
