client := latchkey.New()

opts := latchkey.SendMagicLinkOpts{
	Locale: "sv",
}
magicLink, err := client.MagicLinks.SendMagicLink(ctx, "magic_link_1MTAPQTGX3T8", opts)
if err != nil {
	return err
}
