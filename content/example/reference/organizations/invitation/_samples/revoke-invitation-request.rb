require "latchkey"

latchkey = Latchkey::Client.new

invitation = latchkey.organizations.revoke_invitation("invitation_1MS8JHGAM395")
status = invitation.status
