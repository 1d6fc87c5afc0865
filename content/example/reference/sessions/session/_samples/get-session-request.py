from latchkey import Latchkey

latchkey = Latchkey()

session = latchkey.sessions.get_session("session_1MTAPSADTJDR")
status = session.status
