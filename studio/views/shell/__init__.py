"""The frame of the window: top bar, docks, status bar, messages, palette, settings, keys, tour."""
