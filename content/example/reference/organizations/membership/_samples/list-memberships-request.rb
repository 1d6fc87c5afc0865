require "latchkey"

latchkey = Latchkey::Client.new

memberships = latchkey.organizations.list_memberships(
  organization_id: "org_1MP9C88S9Z82",
  expand: ["user"],
  limit: 1
)
cursor = memberships.next_cursor
