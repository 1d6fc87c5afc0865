mfa.check_factor(factor_id: "f_1")
