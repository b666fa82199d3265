"""Avatar Studio: one picture of a character becomes a whole acting cast of expressions."""

__version__ = "0.1.0"
