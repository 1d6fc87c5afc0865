from latchkey import Latchkey

latchkey = Latchkey()

organization = latchkey.organizations.update_organization(
    "org_1MP9C88S9Z82",
    slug="fernhill",
    mfa_policy="required",
)
updated_at = organization.updated_at
