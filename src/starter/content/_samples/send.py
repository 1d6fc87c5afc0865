from postbox import Postbox

postbox = Postbox()

parcel = postbox.parcels.create(
    recipient={
        "name": "Ada Winter",
        "address": "1 Harbour Lane, Port Ellen",
    },
    weight_grams=480,
)
print(parcel.id)
