mfa.checkFactor(CheckFactorOptions.builder().factorId("f_1").build());
