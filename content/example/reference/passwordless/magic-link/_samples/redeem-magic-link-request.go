client := latchkey.New()

tokens, err := client.MagicLinks.RedeemMagicLink(ctx, latchkey.RedeemMagicLinkOpts{
	Token:     "mlt_5Rz8NcWq3JtYb2Xv",
	IPAddress: "203.0.113.24",
	UserAgent: "FernhillDesktop/4.2",
})
if err != nil {
	return err
}
accessToken := tokens.AccessToken
