client.Find("a");
