client := latchkey.New()

opts := latchkey.ChallengeFactorOpts{
	SMSTemplate: "{{code}} is your Fernhill sign-in code.",
}
challenge, err := client.MFA.ChallengeFactor(ctx, "factor_1MPYNE5ATBYP", opts)
if err != nil {
	return err
}
challengeID := challenge.ID
