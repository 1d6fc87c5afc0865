const parcel = await postbox.parcels.createParcel({
  recipient: { fullName: "Ada" },
  weightGrams: 480,
});
