var check = await mfaService.CheckFactor(new CheckFactorOptions { FactorId = "f_1" });
