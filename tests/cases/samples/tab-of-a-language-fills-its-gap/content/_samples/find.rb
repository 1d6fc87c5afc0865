puts client.find("a")
