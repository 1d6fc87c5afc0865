require "latchkey"

latchkey = Latchkey::Client.new

user = latchkey.users.get_user("user_1MP9CBCNV1JB")
email = user.email
