client := latchkey.New()

opts := latchkey.UpdateOrganizationOpts{
	Slug:      "fernhill",
	MFAPolicy: "required",
}
organization, err := client.Organizations.UpdateOrganization(ctx, "org_1MP9C88S9Z82", opts)
if err != nil {
	return err
}
updatedAt := organization.UpdatedAt
