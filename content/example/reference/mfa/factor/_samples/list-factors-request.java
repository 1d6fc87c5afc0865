import example.latchkey.*;
import java.util.Optional;

Latchkey latchkey = new Latchkey();

Page<Factor> factors = latchkey.mfa().listFactors(
    ListFactorsOptions.builder()
        .userId("user_1MP9CBCNV1JB")
        .limit(10)
        .build());
Optional<String> cursor = factors.nextCursor();
