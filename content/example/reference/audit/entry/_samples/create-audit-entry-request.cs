using Latchkey;

var latchkey = new LatchkeyClient();

var entry = await latchkey.Audit.CreateAuditEntryAsync(new CreateAuditEntryOptions
{
    OrganizationId = "org_1MP9C88S9Z82",
    Action = "article.published",
    Actor = new AuditActor { Type = "user", Id = "user_1MP9CBCNV1JB" },
    Targets = [new AuditTarget { Type = "article", Id = "art_5521" }],
    IdempotencyKey = "publish-art_5521-2",
});
