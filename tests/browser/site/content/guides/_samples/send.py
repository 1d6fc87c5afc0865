pip install postbox
pip install postbox
pip install postbox
