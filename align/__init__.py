"""Two documents in, a Bitext out: paragraphs by number, then sentences."""
