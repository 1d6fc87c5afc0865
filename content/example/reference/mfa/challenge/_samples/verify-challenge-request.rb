require "latchkey"

latchkey = Latchkey::Client.new

verification = latchkey.mfa.verify_challenge(
  "challenge_1MTAPT7DGNSN",
  code: "004217",
  session_id: "session_1MTAPSADTJDR"
)
valid = verification.valid
