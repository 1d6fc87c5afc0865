import example.latchkey.*;

Latchkey latchkey = new Latchkey();

User user = latchkey.users().createUser(
    CreateUserOptions.builder()
        .email("jonas@fernhill.example")
        .firstName("Jonas")
        .lastName("Lindqvist")
        .build());
String userId = user.id();
