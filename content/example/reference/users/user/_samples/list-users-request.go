client := latchkey.New()

users, err := client.Users.ListUsers(ctx, latchkey.ListUsersOpts{
	OrganizationID: "org_1MP9C88S9Z82",
	Limit:          2,
})
if err != nil {
	return err
}
cursor := users.NextCursor
