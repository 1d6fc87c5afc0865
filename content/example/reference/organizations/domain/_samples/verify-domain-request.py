from latchkey import Latchkey

latchkey = Latchkey()

domain = latchkey.organizations.verify_domain("domain_1MP9CCFNCGGM")
status = domain.status
