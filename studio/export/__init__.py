"""From frames to files: trim, pack, name, write."""
