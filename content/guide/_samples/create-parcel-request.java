var postbox = new PostboxClient();

// region call
var options = CreateParcelOptions.builder()
    .recipient(new Recipient(
        "Ada Winter",
        "1 Harbour Lane, Port Ellen"))
    .weightGrams(480)
    .build();
var parcel = postbox.parcels().create(options);
// endregion
System.out.println(parcel.id());
