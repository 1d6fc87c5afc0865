from latchkey import Latchkey

latchkey = Latchkey()

magic_link = latchkey.magic_links.revoke_magic_link("magic_link_1MTAPQTGX3T8")
status = magic_link.status
