from latchkey import Latchkey

latchkey = Latchkey()

organization = latchkey.organizations.get_organization("org_1MP9C88S9Z82")
name = organization.name
