"""How the embedded models are made and judged."""
