"""Putting an edited face back into the artist's picture; what lies outside its mask stays byte for byte."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import numpy as np
from numpy.typing import NDArray

from studio.core.errors import InputError
from studio.core.geometry import Rect
from studio.engines.arc2face.alignment import Alignment
from studio.models.face import FaceMesh
from studio.models.face_mesh import (
    BROW_LOWER_LEFT,
    BROW_LOWER_RIGHT,
    BROW_UPPER_LEFT,
    BROW_UPPER_RIGHT,
    EYE_LOWER_LEFT,
    EYE_LOWER_RIGHT,
    EYE_UPPER_LEFT,
    EYE_UPPER_RIGHT,
    FACE_OVAL,
    LIP_LOWER_OUTER,
    LIP_UPPER_OUTER,
)

_FEATHER, _GROW = (0.10, 0.06), (0.06, 0.08)
"""Width of the soft edge, and how far the mask grows beyond the landmarks, in face widths: of large regions, of small
ones, whose own area would otherwise be all edge."""
_COLOUR_RANGE = (0.75, 1.33)
"""How far the contrast of a channel may be changed by the colour match."""
_OPAQUE = 255


class EditRegion(StrEnum):
    """What an edit may change."""

    FACE = "face"
    MOUTH = "mouth"
    EYES = "eyes"
    BROWS = "brows"
    UPPER = "upper"


_CHIN_ARC = (132, 58, 172, 136, 150, 149, 176, 148, 152, 377, 400, 378, 379, 365, 397, 288, 361)
_PARTS: dict[EditRegion, tuple[tuple[int, ...], ...]] = {
    EditRegion.FACE: (FACE_OVAL,),
    EditRegion.MOUTH: ((*_CHIN_ARC, 205, 2, 425), (*LIP_UPPER_OUTER, *LIP_LOWER_OUTER)),
    EditRegion.EYES: ((*EYE_UPPER_RIGHT, *EYE_LOWER_RIGHT), (*EYE_UPPER_LEFT, *EYE_LOWER_LEFT)),
    EditRegion.BROWS: ((*BROW_UPPER_RIGHT, *BROW_LOWER_RIGHT), (*BROW_UPPER_LEFT, *BROW_LOWER_LEFT)),
    EditRegion.UPPER: (
        (*EYE_UPPER_RIGHT, *EYE_LOWER_RIGHT, *BROW_UPPER_RIGHT, *BROW_LOWER_RIGHT),
        (*EYE_UPPER_LEFT, *EYE_LOWER_LEFT, *BROW_UPPER_LEFT, *BROW_LOWER_LEFT), (107, 336, 168, 9),
    ),
}  # fmt: skip
_SMALL = frozenset({EditRegion.EYES, EditRegion.BROWS, EditRegion.UPPER})


def region_named(text: str) -> EditRegion:
    """The region of a name as typed.

    Raises:
        InputError: If there is none.
    """
    try:
        return EditRegion(text.strip().casefold())
    except ValueError as error:
        known = ", ".join(region.value for region in EditRegion)
        raise InputError(f"There is no region “{text}”.", f"Choose one of: {known}.", "usage.region") from error


@dataclass(frozen=True, slots=True, eq=False)
class Patch:
    """Where and how strongly an edit shows.

    Attributes:
        box: Part of the picture that holds the whole mask; never outside the picture.
        mask: (height, width) float32 0…1 of the box.
    """

    box: Rect
    mask: NDArray[np.float32]


def edit_patch(
    mesh: FaceMesh, alignment: Alignment, picture_size: tuple[int, int], regions: Sequence[EditRegion]
) -> Patch:
    """The mask of an edit: hulls around the regions, grown, with a soft edge, and nothing outside the aligned square.

    Args:
        mesh: The face at rest; jaws that open leave it downwards, so the chin gets more room.
        alignment: Of the edit.
        picture_size: (width, height).
        regions: What may change; at least one.
    """
    import cv2

    points = np.asarray(mesh.points[:, :2], np.float64)
    width = float(np.ptp(points[:, 0]))
    points = _with_open_jaw(points)
    box = _box(points, alignment, picture_size, width * max(_FEATHER[0] + _GROW[0], _FEATHER[1] + _GROW[1]) + 2)
    inside = np.zeros((box.height, box.width), np.uint8)
    cv2.fillConvexPoly(inside, np.round(alignment.quad - (box.x, box.y)).astype(np.int32), _OPAQUE)
    mask = np.zeros((box.height, box.width), np.float32)
    for region in regions:
        kind = 1 if region in _SMALL else 0
        hulls = [cv2.convexHull(np.round(points[list(part)] - (box.x, box.y)).astype(np.int32))
                 for part in _PARTS[region]]  # fmt: skip
        mask = np.maximum(mask, _soft(hulls, inside, width * _GROW[kind], max(2.0, width * _FEATHER[kind])))
    return Patch(box, mask)


def _soft(
    hulls: Sequence[NDArray[np.int32]], inside: NDArray[np.uint8], grow: float, feather: float
) -> NDArray[np.float32]:
    """Hulls, grown, with an edge that fades inwards; nothing beyond `inside` or at the box's own edge."""
    import cv2

    mask = np.zeros_like(inside)
    for hull in hulls:
        cv2.fillConvexPoly(mask, hull, _OPAQUE)
    size = 2 * round(grow) + 1
    mask = np.minimum(cv2.dilate(mask, cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (size, size))), inside)
    mask[[0, -1], :], mask[:, [0, -1]] = 0, 0
    share = np.clip(cv2.distanceTransform(mask, cv2.DIST_L2, 5) / feather, 0.0, 1.0)
    return np.asarray(share * share * (3 - 2 * share), np.float32)


def _with_open_jaw(points: NDArray[np.float64]) -> NDArray[np.float64]:
    """The landmarks with the lower face a little further down, where an open jaw goes."""
    moved = points.copy()
    down = points[152] - points[10]
    lower = list(_CHIN_ARC)
    moved[lower] += 0.10 * down
    return moved


def _box(points: NDArray[np.float64], alignment: Alignment, picture_size: tuple[int, int], margin: float) -> Rect:
    low = np.maximum(points.min(0) - margin, alignment.quad.min(0))
    high = np.minimum(points.max(0) + margin, alignment.quad.max(0))
    x, y = (int(value) for value in np.floor(low))
    right, bottom = (int(value) for value in np.ceil(high))
    return Rect(x, y, right - x, bottom - y).intersection(Rect(0, 0, *picture_size))


def paste(
    pixels: NDArray[np.uint8], edited: NDArray[np.uint8], aligned: NDArray[np.uint8], alignment: Alignment, patch: Patch
) -> NDArray[np.uint8]:
    """The picture with the edit in it.

    Args:
        pixels: (H, W, 4) the artist's picture; not changed.
        edited: (size, size, 3) the edited square.
        aligned: (size, size, 3) the square before.
        alignment: Where it was cut out.
        patch: Where it shows.

    Returns:
        (H, W, 4), a new array; alpha and everything where the mask is 0 are those of the picture.
    """
    import cv2

    result = pixels.copy()
    box = patch.box
    if not box.area:
        return result
    matrix = alignment.to_picture().copy()
    matrix[:, 2] -= (box.x, box.y)
    matrix[:, 2] += (matrix[:, :2] @ (0.5, 0.5)) - 0.5  # pixel centres
    is_enlarged = alignment.side > alignment.size_px
    smooth = cv2.INTER_CUBIC if is_enlarged else cv2.INTER_AREA
    source = _matched(edited, aligned, alignment, patch)
    if not is_enlarged and alignment.side < 0.5 * alignment.size_px:
        source, matrix = _shrunk(source, matrix, alignment.side)
    warped = cv2.warpAffine(
        source, matrix, (box.width, box.height), flags=smooth if is_enlarged else cv2.INTER_LINEAR,
        borderMode=cv2.BORDER_REPLICATE,
    )  # fmt: skip
    place = (slice(box.y, box.bottom), slice(box.x, box.right))
    before = pixels[place]
    share = (patch.mask * (before[..., 3].astype(np.float32) / _OPAQUE))[..., None]
    mixed = before[..., :3] + share * (warped.astype(np.float32) - before[..., :3])
    changed = np.clip(np.rint(mixed), 0, _OPAQUE).astype(np.uint8)
    result[place][..., :3] = np.where(share > 0, changed, before[..., :3])
    return result


def _shrunk(
    source: NDArray[np.uint8], matrix: NDArray[np.float64], side: float
) -> tuple[NDArray[np.uint8], NDArray[np.float64]]:
    """Averaged before it is sampled, or a small face comes out noisy."""
    import cv2

    size = source.shape[0]
    target = max(1, round(side * 2))
    factor = size / target
    shrunk: NDArray[np.uint8] = cv2.resize(source, (target, target), interpolation=cv2.INTER_AREA)
    changed = matrix.copy()
    changed[:, :2] *= factor
    changed[:, 2] += matrix[:, :2] @ np.full(2, (factor - 1) / 2)
    return shrunk, changed


def _matched(
    edited: NDArray[np.uint8], aligned: NDArray[np.uint8], alignment: Alignment, patch: Patch
) -> NDArray[np.uint8]:
    """The edit with the colours of the picture, measured in the soft edge where both show the same skin."""
    import cv2

    matrix = alignment.to_aligned().copy()
    matrix[:, 2] += matrix[:, :2] @ (patch.box.x, patch.box.y)
    size = alignment.size_px
    mask = cv2.warpAffine(patch.mask, matrix, (size, size), flags=cv2.INTER_LINEAR)
    ring = (mask > 0.02) & (mask < 0.7)
    if int(ring.sum()) < 16:
        return edited
    now, before = (cv2.cvtColor(one, cv2.COLOR_RGB2LAB).astype(np.float32) for one in (edited, aligned))
    mean_now, mean_before = now[ring].mean(0), before[ring].mean(0)
    spread = np.maximum(now[ring].std(0), 1.0)
    factor = np.clip(np.maximum(before[ring].std(0), 1.0) / spread, *_COLOUR_RANGE)
    factor[1:] = 1.0  # colours are shifted, not stretched: skin must not turn orange
    matched = (now - mean_now) * factor + mean_before
    result: NDArray[np.uint8] = cv2.cvtColor(np.clip(np.rint(matched), 0, 255).astype(np.uint8), cv2.COLOR_LAB2RGB)
    return result


def side_by_side(pictures: Sequence[NDArray[np.uint8]], gap_px: int = 8) -> NDArray[np.uint8]:
    """A strip of equally large pictures, for choosing between strengths.

    Args:
        pictures: (H, W, C) each.
        gap_px: Between two; transparent or white.
    """
    first = pictures[0]
    gap: NDArray[Any] = np.full((first.shape[0], gap_px, first.shape[2]), 255, np.uint8)
    if first.shape[2] == 4:
        gap[..., 3] = 0
    parts = [part for picture in pictures for part in (gap, picture)][1:]
    return np.concatenate(parts, axis=1)


__all__ = ["EditRegion", "Patch", "edit_patch", "paste", "region_named", "side_by_side"]
