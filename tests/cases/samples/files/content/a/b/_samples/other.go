new Options(); Options()
