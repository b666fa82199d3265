"""The page of all emotion words."""
