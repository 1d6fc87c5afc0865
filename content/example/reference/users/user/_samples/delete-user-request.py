from latchkey import Latchkey

latchkey = Latchkey()

deletion = latchkey.users.delete_user("user_1MSBP59VYKC6")
deleted_at = deletion.deleted_at
