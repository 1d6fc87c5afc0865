require "latchkey"

latchkey = Latchkey::Client.new

deletion = latchkey.organizations.delete_organization("org_1MR3WM7TQHCK")
deleted_at = deletion.deleted_at
