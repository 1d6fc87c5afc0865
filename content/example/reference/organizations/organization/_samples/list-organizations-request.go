client := latchkey.New()

opts := latchkey.ListOrganizationsOpts{
	Limit: 50,
	Order: "asc",
}
organizations, err := client.Organizations.ListOrganizations(ctx, opts)
if err != nil {
	return err
}
cursor := organizations.NextCursor
