import example.latchkey.*;
import java.util.Optional;

Latchkey latchkey = new Latchkey();

Factor factor = latchkey.mfa().enrollFactor(
    EnrollFactorOptions.builder()
        .userId("user_1MP9CBCNV1JB")
        .type("totp")
        .name("Work laptop")
        .issuer("Fernhill Press")
        .build());
Optional<FactorTotp> totp = factor.totp();
