import example.latchkey.*;

Latchkey latchkey = new Latchkey();

Factor factor = latchkey.mfa().getFactor("factor_1MP9CV2GJHVX");
String status = factor.status();
