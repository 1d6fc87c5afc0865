client := latchkey.New()

opts := latchkey.ListMembershipsOpts{
	OrganizationID: "org_1MP9C88S9Z82",
	Expand:         []string{"user"},
	Limit:          1,
}
memberships, err := client.Organizations.ListMemberships(ctx, opts)
if err != nil {
	return err
}
cursor := memberships.NextCursor
