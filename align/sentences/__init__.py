"""Sentences beside sentences: features, model, lattice, corridor, lexicon."""
