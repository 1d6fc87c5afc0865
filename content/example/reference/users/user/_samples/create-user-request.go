client := latchkey.New()

user, err := client.Users.CreateUser(ctx, latchkey.CreateUserOpts{
	Email:     "jonas@fernhill.example",
	FirstName: "Jonas",
	LastName:  "Lindqvist",
})
if err != nil {
	return err
}
userID := user.ID
