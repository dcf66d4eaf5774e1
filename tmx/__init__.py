"""A Bitext to and from exchange files, and the memory that can be searched."""
