using Latchkey;

var latchkey = new LatchkeyClient();

var entries = await latchkey.Audit.ListAuditEntriesAsync(new ListAuditEntriesOptions
{
    OrganizationId = "org_1MP9C88S9Z82",
    ActorId = "user_1MP9CBCNV1JB",
    OccurredAfter = "2026-03-02T00:00:00Z",
});
var cursor = entries.NextCursor;
