"""The commands of `avatar-studio`, one module per command; `studio.cli` puts them together."""
