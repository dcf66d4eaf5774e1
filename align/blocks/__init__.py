"""Paragraphs, headings and notes beside each other: by number and by contents."""
