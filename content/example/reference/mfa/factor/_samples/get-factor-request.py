from latchkey import Latchkey

latchkey = Latchkey()

factor = latchkey.mfa.get_factor("factor_1MP9CV2GJHVX")
status = factor.status
