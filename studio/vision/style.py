"""What a picture looks like: photograph, painting or flat drawing."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from studio.models.face import ArtStyle, FaceMesh
from studio.models.picture import Picture
from studio.vision.turning import points_forward, turned

PATCH_PX, SMALL_PX = 192, 128
FLAT_SHARE, FLAT_OUTLINE = 0.18, 0.04
"""Drawings: large calm areas and thin dark lines; 3D renders are calm too, but have no lines."""
PAINTED_OUTLINE, PAINTED_GRAIN = 0.075, 1.3
"""Paintings whose brush shows: lines or a coarse surface. Smooth oil portraits measure like photographs."""


@dataclass(frozen=True, slots=True)
class StyleFeatures:
    """Measures of the face region at a common size.

    Attributes:
        flat_share: Share of pixels whose 5 x 5 neighbourhood hardly varies in lightness.
        palette_share: Share of pixels covered by the 12 commonest colours (of 16 per channel).
        outline_share: Share of pixels that are thin dark lines.
        grain: Median lightness noise of calm places, Lab units.
    """

    flat_share: float
    palette_share: float
    outline_share: float
    grain: float


def guess_style(picture: Picture, mesh: FaceMesh) -> ArtStyle:
    """Guess what the pixels look like.

    Flat drawings are told reliably. Smooth, realistic paintings are taken for photographs: they are also drawn
    like photographs, so nothing is lost but the stricter identity threshold.
    """
    features = measure_style(picture, mesh)
    if features.flat_share >= FLAT_SHARE and features.outline_share >= FLAT_OUTLINE:
        return ArtStyle.FLAT
    if features.outline_share >= PAINTED_OUTLINE or features.grain >= PAINTED_GRAIN:
        return ArtStyle.PAINTED
    return ArtStyle.PHOTO


def measure_style(picture: Picture, mesh: FaceMesh) -> StyleFeatures:
    """Measure the face region."""
    import cv2

    patch = _face_patch(picture, mesh)
    lab = cv2.cvtColor(patch.astype(np.float32) / 255, cv2.COLOR_RGB2LAB)
    light = _stretched(lab[..., 0])
    window = (5, 5)
    spread = np.sqrt(np.maximum(cv2.blur(light * light, window) - cv2.blur(light, window) ** 2, 0))
    binned = (patch >> 4).astype(np.int64)
    codes = binned[..., 0] * 256 + binned[..., 1] * 16 + binned[..., 2]
    counts = np.sort(np.bincount(codes.ravel()))[::-1]
    hat = cv2.morphologyEx(light, cv2.MORPH_BLACKHAT, np.ones((7, 7), np.uint8))
    noise = np.abs(light - cv2.medianBlur(light, 3))
    calm = spread <= np.quantile(spread, 0.5)
    return StyleFeatures(
        flat_share=float((spread < 0.6).mean()),
        palette_share=float(counts[:12].sum() / codes.size),
        outline_share=float((hat > 25).mean()),
        grain=float(noise[calm].mean()),
    )


def _face_patch(picture: Picture, mesh: FaceMesh) -> NDArray[np.uint8]:
    """The face's box, upright, its longer side between `SMALL_PX` and `PATCH_PX`."""
    import cv2

    rgb = turned(picture.rgb, mesh.quarter_turns)
    xy = points_forward(mesh.points, mesh.quarter_turns, picture.width, picture.height)[:468, :2]
    low = np.clip(np.floor(xy.min(axis=0)), 0, None).astype(int)
    high = np.ceil(xy.max(axis=0)).astype(int)
    patch = rgb[low[1] : high[1], low[0] : high[0]]
    if patch.size == 0:
        patch = rgb
    factor = PATCH_PX / max(patch.shape[:2])
    if factor < 1:
        patch = cv2.resize(patch, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
    elif max(patch.shape[:2]) < SMALL_PX:
        factor = SMALL_PX / max(patch.shape[:2])
        patch = cv2.resize(patch, None, fx=factor, fy=factor, interpolation=cv2.INTER_CUBIC)
    return np.ascontiguousarray(patch)


def _stretched(light: NDArray[np.float32]) -> NDArray[np.float32]:
    """Lightness 0…100 with its range brought to 80, so that dark pictures are judged like others."""
    low, high = np.quantile(light, [0.02, 0.98])
    result: NDArray[np.float32] = (light - low) * np.float32(80.0 / max(float(high - low), 8.0))
    return result
