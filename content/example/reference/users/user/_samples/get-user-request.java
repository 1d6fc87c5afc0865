import example.latchkey.*;

Latchkey latchkey = new Latchkey();

User user = latchkey.users().getUser("user_1MP9CBCNV1JB");
String email = user.email();
