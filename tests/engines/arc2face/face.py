"""A made-up picture with a face whose landmarks are known, without looking for it."""

from __future__ import annotations

import numpy as np

from studio.models.face import FaceMesh, FaceReference, MeshSource
from studio.models.face_mesh import canonical_points
from studio.models.picture import Picture


def reference(
    size: int = 256, eyes_px: float = 50.0, middle: tuple[float, float] | None = None, tilt_deg: float = 0.0,
    has_alpha: bool = False, seed: int = 0,
) -> FaceReference:  # fmt: skip
    """A soft random picture; the face lies in its middle."""
    chance = np.random.default_rng(seed)
    coarse = chance.integers(40, 220, (9, 9, 3)).astype(np.float32)
    rows = np.linspace(0, 8, size)
    whole = np.stack([
        np.stack([np.interp(rows, np.arange(9), coarse[:, column, channel]) for column in range(9)])
        for channel in range(3)
    ], axis=-1)  # fmt: skip
    picture = np.stack([
        np.stack([np.interp(rows, np.arange(9), whole[:, row, channel]) for row in range(size)])
        for channel in range(3)
    ], axis=-1)  # fmt: skip
    alpha = np.full((size, size, 1), 255.0)
    if has_alpha:
        alpha[: size // 6] = 0
        alpha[size // 6 : size // 5] = 120
    pixels = np.ascontiguousarray(np.concatenate([picture + chance.integers(-6, 6, picture.shape), alpha], axis=-1))
    points = canonical_points().astype(np.float64).copy() * eyes_px
    angle = np.deg2rad(tilt_deg)
    turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    points[:, :2] = points[:, :2] @ turn.T + (middle or (size / 2, size / 2 - 0.3 * eyes_px))
    mesh = FaceMesh(points.astype(np.float32), MeshSource.ANCHORS)
    return FaceReference(Picture(pixels.clip(0, 255).astype(np.uint8), has_alpha, "made-up.png"), mesh)
