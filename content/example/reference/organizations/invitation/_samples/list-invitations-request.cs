using Latchkey;

var latchkey = new LatchkeyClient();

var invitations = await latchkey.Organizations.ListInvitationsAsync(
    new ListInvitationsOptions
    {
        OrganizationId = "org_1MP9C88S9Z82",
        Status = "pending",
    });
var cursor = invitations.NextCursor;
