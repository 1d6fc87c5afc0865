from latchkey import Latchkey

latchkey = Latchkey()

membership = latchkey.organizations.create_membership(
    user_id="user_1MSBP59VYKC6",
    organization_id="org_1MP9C88S9Z82",
    role="member",
)
role = membership.role
