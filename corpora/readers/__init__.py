"""One module a file format, all ending in the same lines with layout."""
