client := latchkey.New()

deletion, err := client.Users.DeleteUser(ctx, "user_1MSBP59VYKC6")
if err != nil {
	return err
}
deletedAt := deletion.DeletedAt
