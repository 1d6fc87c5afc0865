client := latchkey.New()

apiKeys, err := client.APIKeys.ListAPIKeys(ctx, latchkey.ListAPIKeysOpts{
	OrganizationID: "org_1MP9C88S9Z82",
	Status:         "active",
})
if err != nil {
	return err
}
cursor := apiKeys.NextCursor
