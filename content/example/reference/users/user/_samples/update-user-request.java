import example.latchkey.*;

Latchkey latchkey = new Latchkey();

User user = latchkey.users().updateUser(
    "user_1MSBP59VYKC6",
    UpdateUserOptions.builder()
        .locale("sv")
        .externalId("emp_0057")
        .build());
String updatedAt = user.updatedAt();
