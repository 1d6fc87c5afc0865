require "latchkey"

latchkey = Latchkey::Client.new

deletion = latchkey.mfa.delete_factor("factor_1MPYNE5ATBYP")
deleted_at = deletion.deleted_at
