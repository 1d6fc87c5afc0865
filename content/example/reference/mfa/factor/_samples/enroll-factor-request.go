client := latchkey.New()

factor, err := client.MFA.EnrollFactor(ctx, latchkey.EnrollFactorOpts{
	UserID: "user_1MP9CBCNV1JB",
	Type:   "totp",
	Name:   "Work laptop",
	Issuer: "Fernhill Press",
})
if err != nil {
	return err
}
totp := factor.TOTP
