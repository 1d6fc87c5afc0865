from latchkey import Latchkey

latchkey = Latchkey()

factors = latchkey.mfa.list_factors(
    user_id="user_1MP9CBCNV1JB",
    limit=10,
)
cursor = factors.next_cursor
