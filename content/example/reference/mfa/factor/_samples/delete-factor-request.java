import example.latchkey.*;

Latchkey latchkey = new Latchkey();

Deletion deletion = latchkey.mfa().deleteFactor("factor_1MPYNE5ATBYP");
String deletedAt = deletion.deletedAt();
