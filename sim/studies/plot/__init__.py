"""``plot``: the pictures of a finished folder, drawn again."""
