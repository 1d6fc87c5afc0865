require "latchkey"

latchkey = Latchkey::Client.new

organization = latchkey.organizations.create_organization(
  name: "Fernhill Press",
  domains: ["fernhill.example"],
  mfa_policy: "required",
  external_id: "cust_1187"
)
organization_id = organization.id
