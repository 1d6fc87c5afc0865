client := latchkey.New()

deletion, err := client.Organizations.DeleteOrganization(ctx, "org_1MR3WM7TQHCK")
if err != nil {
	return err
}
deletedAt := deletion.DeletedAt
