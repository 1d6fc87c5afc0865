import example.latchkey.*;

Latchkey latchkey = new Latchkey();

Deletion deletion = latchkey.users().deleteUser("user_1MSBP59VYKC6");
String deletedAt = deletion.deletedAt();
