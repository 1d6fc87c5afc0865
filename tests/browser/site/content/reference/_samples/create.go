parcel, err := client.Parcels.CreateParcel(ctx, postbox.Options{
	Recipient:   postbox.Recipient{FullName: "Ada"},
	WeightGrams: 480,
})
