client := latchkey.New()

apiKey, err := client.APIKeys.ValidateAPIKey(ctx, latchkey.ValidateAPIKeyOpts{
	Value: "fern_7Jq2Vn9XwR4tLb8KzC3mYd6H",
	Scope: "articles:write",
})
if err != nil {
	return err
}
owner := apiKey.Owner
