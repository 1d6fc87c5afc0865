brew install postbox
