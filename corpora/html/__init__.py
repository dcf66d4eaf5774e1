"""HTML pages -> lines with layout."""
