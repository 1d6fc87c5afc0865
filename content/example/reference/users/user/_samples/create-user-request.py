from latchkey import Latchkey

latchkey = Latchkey()

user = latchkey.users.create_user(
    email="jonas@fernhill.example",
    first_name="Jonas",
    last_name="Lindqvist",
)
user_id = user.id
