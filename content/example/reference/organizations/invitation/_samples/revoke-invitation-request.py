from latchkey import Latchkey

latchkey = Latchkey()

invitation = latchkey.organizations.revoke_invitation("invitation_1MS8JHGAM395")
status = invitation.status
