from latchkey import Latchkey

latchkey = Latchkey()

user = latchkey.users.get_user("user_1MP9CBCNV1JB")
email = user.email
