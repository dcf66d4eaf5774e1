"""Where the cells of a table part: by the lines drawn around them, or by the white between them."""
