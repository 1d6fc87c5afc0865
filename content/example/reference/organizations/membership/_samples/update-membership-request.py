from latchkey import Latchkey

latchkey = Latchkey()

membership = latchkey.organizations.update_membership(
    "membership_1MSBP5AZGG22",
    role="admin",
)
role = membership.role
