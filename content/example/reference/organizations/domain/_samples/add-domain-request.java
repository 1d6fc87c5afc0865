import example.latchkey.*;

Latchkey latchkey = new Latchkey();

OrganizationDomain domain = latchkey.organizations().addDomain(
    "org_1MP9C88S9Z82",
    AddDomainOptions.builder()
        .domain("fernhill.example")
        .build());
DomainVerification verification = domain.verification();
