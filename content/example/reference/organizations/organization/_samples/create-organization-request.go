client := latchkey.New()

opts := latchkey.CreateOrganizationOpts{
	Name:       "Fernhill Press",
	Domains:    []string{"fernhill.example"},
	MFAPolicy:  "required",
	ExternalID: "cust_1187",
}
organization, err := client.Organizations.CreateOrganization(ctx, opts)
if err != nil {
	return err
}
organizationID := organization.ID
