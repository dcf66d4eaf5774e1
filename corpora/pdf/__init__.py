"""PDF -> lines with layout."""
