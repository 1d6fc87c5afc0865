import example.latchkey.*;

Latchkey latchkey = new Latchkey();

Deletion deletion = latchkey.organizations().deleteMembership(
    "membership_1MSBP5AZGG22");
String deletedAt = deletion.deletedAt();
