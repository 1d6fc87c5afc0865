import { Postbox } from "postbox";

const postbox = new Postbox();

const parcel = await postbox.parcels.create({
  recipient: {
    name: "Ada Winter",
    address: "1 Harbour Lane, Port Ellen",
  },
  weightGrams: 480,
});
console.log(parcel.id);
