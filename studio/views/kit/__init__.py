"""The window's common language: tokens, theme, icons and small widgets."""
