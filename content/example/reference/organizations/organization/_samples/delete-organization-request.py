from latchkey import Latchkey

latchkey = Latchkey()

deletion = latchkey.organizations.delete_organization("org_1MR3WM7TQHCK")
deleted_at = deletion.deleted_at
