from latchkey import Latchkey

latchkey = Latchkey()

invitation = latchkey.organizations.send_invitation(
    email="jonas@fernhill.example",
    organization_id="org_1MP9C88S9Z82",
    inviter_user_id="user_1MP9CBCNV1JB",
)
expires_at = invitation.expires_at
