import example.latchkey.*;

Latchkey latchkey = new Latchkey();

Invitation invitation = latchkey.organizations().sendInvitation(
    SendInvitationOptions.builder()
        .email("jonas@fernhill.example")
        .organizationId("org_1MP9C88S9Z82")
        .inviterUserId("user_1MP9CBCNV1JB")
        .build());
String expiresAt = invitation.expiresAt();
