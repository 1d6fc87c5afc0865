import { Postbox } from "postbox";

const postbox = new Postbox();

// region call
const parcel = await postbox.parcels.create({
  recipient: {
    name: "Ada Winter",
    address: "1 Harbour Lane, Port Ellen",
  },
  weightGrams: 480,
});
// endregion
console.log(parcel.id);
