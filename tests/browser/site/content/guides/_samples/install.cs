dotnet add package Postbox
// and
// build
