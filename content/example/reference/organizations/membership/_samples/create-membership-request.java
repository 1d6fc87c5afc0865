import example.latchkey.*;

Latchkey latchkey = new Latchkey();

Membership membership = latchkey.organizations().createMembership(
    CreateMembershipOptions.builder()
        .userId("user_1MSBP59VYKC6")
        .organizationId("org_1MP9C88S9Z82")
        .role("member")
        .build());
String role = membership.role();
