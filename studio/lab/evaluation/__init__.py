"""How good a generator is: independent networks that look at what it draws, and tables of what they saw."""
