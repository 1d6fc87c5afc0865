client := latchkey.New()

opts := latchkey.UpdateUserOpts{
	Locale:     "sv",
	ExternalID: "emp_0057",
}
user, err := client.Users.UpdateUser(ctx, "user_1MSBP59VYKC6", opts)
if err != nil {
	return err
}
updatedAt := user.UpdatedAt
