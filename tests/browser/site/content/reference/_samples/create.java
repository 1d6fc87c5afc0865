Parcel parcel = postbox.parcels().createParcel(
    new Recipient("Ada"),
    480);
// weightGrams is the second
