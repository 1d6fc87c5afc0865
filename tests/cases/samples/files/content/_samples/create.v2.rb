Keys.create_key(key_name: "x") # far
