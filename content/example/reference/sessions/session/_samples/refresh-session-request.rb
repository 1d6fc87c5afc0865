require "latchkey"

latchkey = Latchkey::Client.new

tokens = latchkey.sessions.refresh_session(
  refresh_token: "lk_refresh_3Hn6TbY9xLw4PsQe",
  organization_id: "org_1MP9C88S9Z82"
)
refresh_token = tokens.refresh_token
