pip install postbox
