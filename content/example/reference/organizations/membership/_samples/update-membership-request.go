client := latchkey.New()

opts := latchkey.UpdateMembershipOpts{
	Role: "admin",
}
membership, err := client.Organizations.UpdateMembership(ctx, "membership_1MSBP5AZGG22", opts)
if err != nil {
	return err
}
role := membership.Role
