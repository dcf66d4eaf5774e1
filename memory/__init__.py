"""The memory that is searched: one SQLite file, exact, fuzzy and concordance search."""
