require "latchkey"

latchkey = Latchkey::Client.new

magic_link = latchkey.magic_links.revoke_magic_link("magic_link_1MTAPQTGX3T8")
status = magic_link.status
