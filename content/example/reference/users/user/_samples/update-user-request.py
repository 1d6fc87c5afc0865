from latchkey import Latchkey

latchkey = Latchkey()

user = latchkey.users.update_user(
    "user_1MSBP59VYKC6",
    locale="sv",
    external_id="emp_0057",
)
updated_at = user.updated_at
