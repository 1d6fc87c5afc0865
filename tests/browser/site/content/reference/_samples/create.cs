var parcel = await postbox.Parcels.CreateParcel(
    new Recipient { FullName = "Ada" },
    weightGrams: 480);
