client := latchkey.New()

deletion, err := client.Organizations.DeleteMembership(ctx, "membership_1MSBP5AZGG22")
if err != nil {
	return err
}
deletedAt := deletion.DeletedAt
