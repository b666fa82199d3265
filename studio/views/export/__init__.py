"""The export page: the live sheet in the middle, what leaves and how beside it."""
