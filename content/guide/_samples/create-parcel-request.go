client := postbox.New()

// region call
params := postbox.CreateParcelParams{
	Recipient: postbox.Recipient{
		Name:    "Ada Winter",
		Address: "1 Harbour Lane, Port Ellen",
	},
	WeightGrams: 480,
}
parcel, err := client.Parcels.Create(ctx, params)
if err != nil {
	return err
}
// endregion
fmt.Println(parcel.ID)
