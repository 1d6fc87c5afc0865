require "latchkey"

latchkey = Latchkey::Client.new

tokens = latchkey.magic_links.redeem_magic_link(
  token: "mlt_5Rz8NcWq3JtYb2Xv",
  ip_address: "203.0.113.24",
  user_agent: "FernhillDesktop/4.2"
)
access_token = tokens.access_token
