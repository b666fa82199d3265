"""Drawing a face wearing an expression."""
