import example.latchkey.*;

Latchkey latchkey = new Latchkey();

Membership membership = latchkey.organizations().updateMembership(
    "membership_1MSBP5AZGG22",
    UpdateMembershipOptions.builder()
        .role("admin")
        .build());
String role = membership.role();
