from latchkey import Latchkey

latchkey = Latchkey()

factor = latchkey.mfa.enroll_factor(
    user_id="user_1MP9CBCNV1JB",
    type="totp",
    name="Work laptop",
    issuer="Fernhill Press",
)
totp = factor.totp
