client := latchkey.New()

opts := latchkey.VerifyChallengeOpts{
	Code:      "004217",
	SessionID: "session_1MTAPSADTJDR",
}
verification, err := client.MFA.VerifyChallenge(ctx, "challenge_1MTAPT7DGNSN", opts)
if err != nil {
	return err
}
valid := verification.Valid
