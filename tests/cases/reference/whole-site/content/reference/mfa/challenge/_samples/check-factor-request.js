await mfa.checkFactor({ factorId: "f_1" });
