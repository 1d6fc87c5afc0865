from latchkey import Latchkey

latchkey = Latchkey()

session = latchkey.sessions.revoke_session("session_1MSVSY488E6N")
ended_at = session.ended_at
