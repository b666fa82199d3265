"""Seeing a face: detection, landmarks, hand-placed anchors, matting, identity."""
