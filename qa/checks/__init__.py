"""The checks: a module a family."""
