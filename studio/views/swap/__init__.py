"""The swap mode: a character's head in a given picture."""
