import example.latchkey.*;

Latchkey latchkey = new Latchkey();

OrganizationDomain domain = latchkey.organizations().verifyDomain(
    "domain_1MP9CCFNCGGM");
String status = domain.status();
