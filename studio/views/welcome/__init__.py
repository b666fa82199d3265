"""The page that is shown while nothing is open, and the questions about files."""
