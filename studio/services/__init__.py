"""Long-lived objects of the window."""
