"""One undoable command per edit."""
