import example.latchkey.*;

Latchkey latchkey = new Latchkey();

Organization organization = latchkey.organizations().getOrganization(
    "org_1MP9C88S9Z82");
String name = organization.name();
