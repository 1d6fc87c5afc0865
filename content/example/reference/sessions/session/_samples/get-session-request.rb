require "latchkey"

latchkey = Latchkey::Client.new

session = latchkey.sessions.get_session("session_1MTAPSADTJDR")
status = session.status
