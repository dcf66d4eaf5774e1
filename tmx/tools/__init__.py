"""What is done to memories: clean, validate, dedupe, filter, split, diff, stats."""
