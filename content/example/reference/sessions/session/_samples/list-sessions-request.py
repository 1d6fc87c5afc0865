from latchkey import Latchkey

latchkey = Latchkey()

sessions = latchkey.sessions.list_sessions(
    user_id="user_1MP9CBCNV1JB",
    status="active",
)
cursor = sessions.next_cursor
