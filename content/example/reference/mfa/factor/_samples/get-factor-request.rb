require "latchkey"

latchkey = Latchkey::Client.new

factor = latchkey.mfa.get_factor("factor_1MP9CV2GJHVX")
status = factor.status
