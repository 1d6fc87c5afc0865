from latchkey import Latchkey

latchkey = Latchkey()

challenge = latchkey.mfa.challenge_factor(
    "factor_1MPYNE5ATBYP",
    sms_template="{{code}} is your Fernhill sign-in code.",
)
challenge_id = challenge.id
