"""The endless corpus of drawn portraits."""
