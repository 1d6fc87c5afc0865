require "latchkey"

latchkey = Latchkey::Client.new

magic_link = latchkey.magic_links.send_magic_link(
  "magic_link_1MTAPQTGX3T8",
  locale: "sv"
)
