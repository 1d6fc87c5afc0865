require "postbox"

postbox = Postbox::Client.new

# region call
parcel = postbox.parcels.create(
  recipient: {
    name: "Ada Winter",
    address: "1 Harbour Lane, Port Ellen"
  },
  weight_grams: 480
)
# endregion
puts parcel.id
