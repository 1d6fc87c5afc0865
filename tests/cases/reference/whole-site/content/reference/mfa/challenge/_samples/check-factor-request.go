mfa.CheckFactor(ctx, mfa.Options{FactorID: "f_1"})
