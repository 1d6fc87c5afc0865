go get postbox
go get postbox
go get postbox
