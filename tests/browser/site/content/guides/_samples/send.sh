brew install postbox
brew install postbox
brew install postbox
