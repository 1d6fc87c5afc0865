require "latchkey"

latchkey = Latchkey::Client.new

invitations = latchkey.organizations.list_invitations(
  organization_id: "org_1MP9C88S9Z82",
  status: "pending"
)
cursor = invitations.next_cursor
