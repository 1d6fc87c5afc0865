from postbox import Postbox

postbox = Postbox()

# region call
parcel = postbox.parcels.create(
    recipient={
        "name": "Ada Winter",
        "address": "1 Harbour Lane, Port Ellen",
    },
    weight_grams=480,
)
# endregion
print(parcel.id)
