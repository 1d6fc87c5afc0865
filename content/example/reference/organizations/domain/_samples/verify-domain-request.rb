require "latchkey"

latchkey = Latchkey::Client.new

domain = latchkey.organizations.verify_domain("domain_1MP9CCFNCGGM")
status = domain.status
