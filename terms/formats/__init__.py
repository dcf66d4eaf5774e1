"""Glossary files: one module a format, each with a reader or a writer, or both."""
