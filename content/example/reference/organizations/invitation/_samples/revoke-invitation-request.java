import example.latchkey.*;

Latchkey latchkey = new Latchkey();

Invitation invitation = latchkey.organizations().revokeInvitation(
    "invitation_1MS8JHGAM395");
String status = invitation.status();
