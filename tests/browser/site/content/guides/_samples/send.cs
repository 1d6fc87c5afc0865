dotnet add package Postbox
// and
// build
dotnet add package Postbox
// and
// build
dotnet add package Postbox
// and
// build
