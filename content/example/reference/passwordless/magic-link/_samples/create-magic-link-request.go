client := latchkey.New()

opts := latchkey.CreateMagicLinkOpts{
	Email:          "mira@fernhill.example",
	RedirectURI:    "https://app.fernhill.example/signed-in",
	OrganizationID: "org_1MP9C88S9Z82",
	Delivery:       "none",
}
magicLink, err := client.MagicLinks.CreateMagicLink(ctx, opts)
if err != nil {
	return err
}
url := magicLink.URL
