Get()
