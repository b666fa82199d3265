"""Folds and shadows that come with an expression: smile lines, frown lines, dimples."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from studio.engines.puppet.frame import FaceFrame
from studio.models.controls import Pose
from studio.models.face import ArtStyle


@dataclass(frozen=True, slots=True)
class Fold:
    """A soft line of shadow or light along a curve.

    Attributes:
        points: Polyline in canonical coordinates, for the left side.
        width: Distance at which it has faded to 1/e, eye distances.
        depth: Darkening at weight 1; negative brightens.
    """

    points: tuple[tuple[float, float], ...]
    width: float
    depth: float


_LEFT: Mapping[str, tuple[Fold, ...]] = {
    "mouthSmile": (
        Fold(((0.33, 0.66), (0.46, 0.82), (0.56, 1.02), (0.57, 1.18)), 0.040, 0.15),
        Fold(((0.62, 0.62), (0.74, 0.72)), 0.15, -0.06),
    ),
    "noseSneer": (
        Fold(((0.30, 0.50), (0.40, 0.66), (0.46, 0.82)), 0.035, 0.15),
        Fold(((0.10, 0.12), (0.20, 0.20)), 0.028, 0.10),
    ),
    "browDown": (Fold(((0.105, -0.36), (0.085, -0.18)), 0.026, 0.20),),
    "browOuterUp": (Fold(((0.40, -0.66), (0.62, -0.72), (0.82, -0.66)), 0.024, 0.08),),
    "cheekSquint": (Fold(((0.34, 0.20), (0.56, 0.27), (0.78, 0.20)), 0.028, 0.10),),
    "mouthDimple": (Fold(((0.52, 1.04), (0.54, 1.16)), 0.030, 0.16),),
    "mouthFrown": (Fold(((0.47, 1.18), (0.52, 1.34)), 0.034, 0.13),),
    "mouthUpperUp": (Fold(((0.33, 0.64), (0.45, 0.80), (0.52, 0.96)), 0.036, 0.09),),
    "mouthStretch": (Fold(((0.56, 1.10), (0.60, 1.36)), 0.040, 0.08),),
}
_MIDDLE: Mapping[str, tuple[Fold, ...]] = {
    "browInnerUp": (
        Fold(((-0.42, -0.60), (0.0, -0.66), (0.42, -0.60)), 0.024, 0.09),
        Fold(((-0.36, -0.74), (0.0, -0.78), (0.36, -0.74)), 0.024, 0.07),
    ),
    "mouthShrugLower": (Fold(((-0.16, 1.44), (0.0, 1.40), (0.16, 1.44)), 0.035, 0.13),),
    "cheekPuff": (
        Fold(((0.66, 0.86), (0.72, 0.98)), 0.20, -0.07),
        Fold(((-0.66, 0.86), (-0.72, 0.98)), 0.20, -0.07),
    ),
}
VISIBLE = 0.004
"""Darkening below one step of an 8-bit channel."""
STYLE_STRENGTH = {ArtStyle.PHOTO: 1.0, ArtStyle.PAINTED: 0.8, ArtStyle.FLAT: 0.0}
"""Flat art has its shadows drawn, not shaded; it gets none."""


class Shading:
    """Shading of one face: a darkening map per control on the grid."""

    def __init__(self, frame: FaceFrame, style: ArtStyle) -> None:
        self._stride = frame.stride_px
        self._strength = STYLE_STRENGTH[style]
        self._maps: dict[str, NDArray[np.float32]] = {}
        if not self._strength:
            return
        for name, folds in _all_folds().items():
            self._maps[name] = np.sum([_fold_map(frame.canonical, fold) for fold in folds], axis=0, dtype=np.float32)

    def apply(self, patch: NDArray[np.uint8], backward: NDArray[np.float32], pose: Pose) -> None:
        """Darken and brighten a drawn region of interest in place.

        Args:
            patch: (h, w, 4) uint8.
            backward: (gh, gw, 2) float32 backward displacement, pixels: the folds travel with the skin.
            pose: Sparse control values.
        """
        active = [(self._maps[name], weight) for name, weight in pose.items() if name in self._maps]
        if not active:
            return
        total = np.zeros(backward.shape[:2], np.float32)
        for darkening, weight in active:
            total += darkening * np.float32(self._strength * weight)
        travel = backward * np.float32(1.0 / self._stride)
        moved = cv2.remap(
            total, travel[..., 0], travel[..., 1], cv2.INTER_LINEAR | cv2.WARP_RELATIVE_MAP,
            borderMode=cv2.BORDER_CONSTANT,
        )  # fmt: skip
        x, y, width, height = cv2.boundingRect((np.abs(moved) > VISIBLE).astype(np.uint8))
        if width:
            self._multiply(patch, moved, (x, y, width, height))

    def _multiply(
        self, patch: NDArray[np.uint8], amount: NDArray[np.float32], nodes: tuple[int, int, int, int]
    ) -> None:
        """Scale colours by 1 - `amount`, given on the grid, in the pixels around a rectangle of nodes."""
        x, y, width, height = nodes
        stride = self._stride
        top, left = max(0, y - 2), max(0, x - 2)
        bottom, right = min(amount.shape[0], y + height + 2), min(amount.shape[1], x + width + 2)
        size = ((right - left) * stride, (bottom - top) * stride)
        factor = cv2.resize(1.0 - amount[top:bottom, left:right], size, interpolation=cv2.INTER_LINEAR)
        window = patch[top * stride : bottom * stride, left * stride : right * stride]
        factor = factor[: window.shape[0], : window.shape[1]]
        keep = np.ones_like(factor)
        layers = cv2.merge([factor, factor, factor, keep])
        np.copyto(window, cv2.multiply(window, layers, dtype=cv2.CV_8U))


def _all_folds() -> dict[str, tuple[Fold, ...]]:
    table = dict(_MIDDLE)
    for name, folds in _LEFT.items():
        table[f"{name}Left"] = folds
        table[f"{name}Right"] = tuple(Fold(tuple((-x, y) for x, y in f.points), f.width, f.depth) for f in folds)
    return table


def _fold_map(q: NDArray[np.float32], fold: Fold) -> NDArray[np.float32]:
    """Darkening by one fold at canonical points (gh, gw, 2); it tapers towards both ends."""
    best = np.full(q.shape[:2], np.inf, np.float32)
    place = np.zeros(q.shape[:2], np.float32)
    count = len(fold.points) - 1
    for i, (start, end) in enumerate(zip(fold.points, fold.points[1:], strict=False)):
        a, d = np.array(start, np.float32), np.array(end, np.float32) - np.array(start, np.float32)
        t = np.clip(((q - a) @ d) / float(d @ d), 0.0, 1.0)
        distance = ((q - a - t[..., None] * d) ** 2).sum(-1)
        nearer = distance < best
        best[nearer], place[nearer] = distance[nearer], ((i + t) / count)[nearer]
    taper = np.sqrt(np.clip(np.sin(np.pi * place), 0.0, 1.0)) * 0.75 + 0.25
    return np.asarray(fold.depth * taper * np.exp(-best / fold.width**2), np.float32)
