"""Terms out of aligned text."""
