"""The cast page: the characters on the left, the selected one's pictures and identity on the right."""
