require "latchkey"

latchkey = Latchkey::Client.new

membership = latchkey.organizations.update_membership(
  "membership_1MSBP5AZGG22",
  role: "admin"
)
role = membership.role
