client := latchkey.New()

opts := latchkey.AddDomainOpts{
	Domain: "fernhill.example",
}
domain, err := client.Organizations.AddDomain(ctx, "org_1MP9C88S9Z82", opts)
if err != nil {
	return err
}
verification := domain.Verification
