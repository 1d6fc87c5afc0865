from latchkey import Latchkey

latchkey = Latchkey()

deletion = latchkey.organizations.delete_membership("membership_1MSBP5AZGG22")
deleted_at = deletion.deleted_at
