client := latchkey.New()

apiKey, err := client.APIKeys.RevokeAPIKey(ctx, "api_key_1MRK4QJ3MDD2")
if err != nil {
	return err
}
status := apiKey.Status
