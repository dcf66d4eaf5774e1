"""Lines with layout -> blocks: running matter, labels, headings, notes, front matter, joining."""
