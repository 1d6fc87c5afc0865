using Postbox;

var postbox = new PostboxClient();

// region call
var options = new CreateParcelOptions
{
    Recipient = new Recipient
    {
        Name = "Ada Winter",
        Address = "1 Harbour Lane, Port Ellen",
    },
    WeightGrams = 480,
};
var parcel = await postbox.Parcels.CreateAsync(options);
// endregion
Console.WriteLine(parcel.Id);
