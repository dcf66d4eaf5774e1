"""Checks and consistency scores over a Bitext, and reports that people read."""
