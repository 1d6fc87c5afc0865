using Latchkey;

var latchkey = new LatchkeyClient();

var invitation = await latchkey.Organizations.SendInvitationAsync(
    new SendInvitationOptions
    {
        Email = "jonas@fernhill.example",
        OrganizationId = "org_1MP9C88S9Z82",
        InviterUserId = "user_1MP9CBCNV1JB",
    });
var expiresAt = invitation.ExpiresAt;
