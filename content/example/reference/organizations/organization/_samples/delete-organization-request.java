import example.latchkey.*;

Latchkey latchkey = new Latchkey();

Deletion deletion = latchkey.organizations().deleteOrganization("org_1MR3WM7TQHCK");
String deletedAt = deletion.deletedAt();
