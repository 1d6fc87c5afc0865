client := latchkey.New()

apiKey, err := client.APIKeys.CreateAPIKey(ctx, latchkey.CreateAPIKeyOpts{
	Name:           "Nightly import",
	OrganizationID: "org_1MP9C88S9Z82",
	Scopes:         []string{"articles:read", "articles:write"},
})
if err != nil {
	return err
}
value := apiKey.Value
