"""Glossaries: the UN glossary that ships, matching, extraction, lookup, exchange files."""
