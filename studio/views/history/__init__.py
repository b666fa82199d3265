"""The panel of undo steps."""
