"""Drawn portraits: characters out of genes, drawn exactly in every expression."""
