"""Performances leave: Live Link Face recordings, glTF morph animations, VRM animations."""
