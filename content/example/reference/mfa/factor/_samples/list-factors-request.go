client := latchkey.New()

factors, err := client.MFA.ListFactors(ctx, latchkey.ListFactorsOpts{
	UserID: "user_1MP9CBCNV1JB",
	Limit:  10,
})
if err != nil {
	return err
}
cursor := factors.NextCursor
