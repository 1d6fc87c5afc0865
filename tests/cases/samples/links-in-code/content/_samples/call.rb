Answer = call(ctx, id, limit: 3, deadline: 5)
