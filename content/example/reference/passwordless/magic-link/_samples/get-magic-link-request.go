client := latchkey.New()

magicLink, err := client.MagicLinks.GetMagicLink(ctx, "magic_link_1MTAPQTGX3T8")
if err != nil {
	return err
}
status := magicLink.Status
