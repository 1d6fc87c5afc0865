get(id)
