client := latchkey.New()

opts := latchkey.CreateMembershipOpts{
	UserID:         "user_1MSBP59VYKC6",
	OrganizationID: "org_1MP9C88S9Z82",
	Role:           "member",
}
membership, err := client.Organizations.CreateMembership(ctx, opts)
if err != nil {
	return err
}
role := membership.Role
