keys.CreateKey(ctx)
