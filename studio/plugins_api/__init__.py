"""What a plugin may see."""
