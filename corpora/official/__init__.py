"""Document symbols -> files, from the UN's document service."""
