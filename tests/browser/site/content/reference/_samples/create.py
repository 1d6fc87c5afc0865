postbox.parcels.create_parcel(
    recipient={"full_name": "Ada"},
    weight_grams=480,
)
