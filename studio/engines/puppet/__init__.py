"""The default engine: it keeps the artist's own pixels and moves them."""
