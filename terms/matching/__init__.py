"""Terms found in a text, in either language."""
