import example.latchkey.*;

Latchkey latchkey = new Latchkey();

Organization organization = latchkey.organizations().updateOrganization(
    "org_1MP9C88S9Z82",
    UpdateOrganizationOptions.builder()
        .slug("fernhill")
        .mfaPolicy("required")
        .build());
String updatedAt = organization.updatedAt();
