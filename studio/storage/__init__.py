"""Project files, pictures in and out, settings."""
