"""Sentence encoders behind one small protocol."""
