"""Portraits of one person with an exact expression: Arc2Face with its expression and reference adapters."""
