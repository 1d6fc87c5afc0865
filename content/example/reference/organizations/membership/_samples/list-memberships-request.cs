using Latchkey;

var latchkey = new LatchkeyClient();

var memberships = await latchkey.Organizations.ListMembershipsAsync(
    new ListMembershipsOptions
    {
        OrganizationId = "org_1MP9C88S9Z82",
        Expand = ["user"],
        Limit = 1,
    });
var cursor = memberships.NextCursor;
