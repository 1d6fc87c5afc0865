import example.latchkey.*;
import java.util.Optional;

Latchkey latchkey = new Latchkey();

Page<Invitation> invitations = latchkey.organizations().listInvitations(
    ListInvitationsOptions.builder()
        .organizationId("org_1MP9C88S9Z82")
        .status("pending")
        .build());
Optional<String> cursor = invitations.nextCursor();
