go get postbox
