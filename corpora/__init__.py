"""A file in, a Document out: readers, page layout, numbering, sentence rules."""
