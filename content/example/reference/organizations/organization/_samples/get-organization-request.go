client := latchkey.New()

organization, err := client.Organizations.GetOrganization(ctx, "org_1MP9C88S9Z82")
if err != nil {
	return err
}
name := organization.Name
