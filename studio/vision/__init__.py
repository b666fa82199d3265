"""Seeing a face: detection, landmarks, hand-placed anchors, matting, identity."""

from studio.core.libraries import preload

preload("cv2", "scipy")  # many modules here import them; in a window's worker that must not stop the window
