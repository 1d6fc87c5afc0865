require "latchkey"

latchkey = Latchkey::Client.new

domain = latchkey.organizations.add_domain(
  "org_1MP9C88S9Z82",
  domain: "fernhill.example"
)
verification = domain.verification
