"""How the embedded networks are trained: one loop, one file of settings, one task per network."""
