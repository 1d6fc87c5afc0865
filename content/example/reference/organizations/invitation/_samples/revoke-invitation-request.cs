using Latchkey;

var latchkey = new LatchkeyClient();

var invitation = await latchkey.Organizations.RevokeInvitationAsync(
    "invitation_1MS8JHGAM395");
var status = invitation.Status;
