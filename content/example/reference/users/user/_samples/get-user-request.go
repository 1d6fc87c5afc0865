client := latchkey.New()

user, err := client.Users.GetUser(ctx, "user_1MP9CBCNV1JB")
if err != nil {
	return err
}
email := user.Email
