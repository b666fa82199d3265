"""The timeline: clip list, transport, ruler, rows of tracks; room for the editor of keys and curves."""
