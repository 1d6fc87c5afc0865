import example.latchkey.*;
import java.util.List;

Latchkey latchkey = new Latchkey();

Organization organization = latchkey.organizations().createOrganization(
    CreateOrganizationOptions.builder()
        .name("Fernhill Press")
        .domains(List.of("fernhill.example"))
        .mfaPolicy("required")
        .externalId("cust_1187")
        .build());
String organizationId = organization.id();
