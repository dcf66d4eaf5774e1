"""HTML -> lines with layout."""
