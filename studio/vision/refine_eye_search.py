"""Where the two drawn eyes are: blobs that look like eyes, chosen as a pair."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product

import numpy as np
from numpy.typing import NDArray

from studio.vision.refine_view import UNIT_PX, FaceView, Mask, Points, disc, without_islands

NECK_UNITS, PEAK_UNITS = 0.16, 0.06
OPENING_UNITS = (0.0, 0.03, 0.05, 0.075, 0.1)
"""Radii by which lashes, creases and strands of hair are cut off, eye distances."""
WIDTH_UNITS, HEIGHT_UNITS = (0.2, 0.85), (0.1, 0.8)
REACH_UNITS = (0.45, 0.62)
"""How far a drawn eye may lie from the mesh's, sideways and up or down."""
MIN_EYE_SCORE, MIN_PAIR_SCORE = 0.45, 0.4


@dataclass(frozen=True, slots=True, eq=False)
class EyeBlob:
    """A blob that may be an eye, in pixels of the view.

    Attributes:
        mask: (h, w) its pixels.
        box: Left, top, right, bottom; half-open.
        score: 0…1, how much it looks like an eye.
    """

    mask: Mask
    box: tuple[int, int, int, int]
    score: float

    @property
    def centre(self) -> Points:
        """Middle of the box."""
        left, top, right, bottom = self.box
        return np.array([(left + right) / 2, (top + bottom) / 2])

    @property
    def size(self) -> Points:
        """Width and height of the box."""
        left, top, right, bottom = self.box
        return np.array([float(right - left), float(bottom - top)])


def find_eyes(view: FaceView) -> tuple[EyeBlob | None, EyeBlob | None]:
    """The eye that is left in the picture and the one that is right; None where nothing looks enough like one."""
    masks = _masks(view)
    right = _candidates(view, masks, view.points[[33, 133]].mean(axis=0))
    left = _candidates(view, masks, view.points[[362, 263]].mean(axis=0))
    pairs = [(a, b, _pair_score(a, b)) for a, b in product(right, left) if a.centre[0] < b.centre[0]]
    good = [pair for pair in pairs if pair[2] >= MIN_PAIR_SCORE]
    if good:
        best = max(good, key=lambda pair: pair[2])
        return best[0], best[1]
    return None, None


def _masks(view: FaceView) -> list[Mask]:
    """What may be eyes: all that is not skin, the same without hair's colour, ink with its islands, far colours."""
    limit = 0.1 * UNIT_PX**2
    far = view.away > 30
    hair = hair_like(view)
    return [
        view.is_other,
        without_islands(view.is_other & ~hair, limit),
        without_islands(view.is_ink, limit),
        without_islands(far, limit),
    ]


def hair_like(view: FaceView) -> Mask:
    """Pixels of the colours that lie above the forehead and beside the face; empty where those are skin."""
    top, side = view.points[10], view.points[[127, 356]]
    unit = UNIT_PX
    found = np.zeros(view.lab.shape[:2], bool)
    samples = []
    for x, y in ((top[0], top[1] - 0.25 * unit), (side[0][0], top[1]), (side[1][0], top[1])):
        rows = slice(max(0, int(y - 0.12 * unit)), max(1, int(y + 0.12 * unit)))
        columns = slice(max(0, int(x - 0.4 * unit)), max(1, int(x + 0.4 * unit)))
        patch = view.lab[rows, columns].reshape(-1, 3)
        light = patch[patch[:, 0] > INK_LIGHTNESS]
        if len(light) > 50:
            samples.append(light)
    if not samples:
        return found
    colours = np.concatenate(samples)
    for quantile in (0.25, 0.5, 0.75):
        level = np.quantile(colours[:, 0], quantile)
        near = colours[np.abs(colours[:, 0] - level) < 4]
        colour = np.median(near, axis=0)
        if np.linalg.norm(colour - view.skin) > 15:
            found |= np.linalg.norm((view.lab - colour) * np.array([0.5, 1, 1], np.float32), axis=-1) < 9
    return found & ~view.is_white


INK_LIGHTNESS = 15.0


def _candidates(view: FaceView, masks: list[Mask], expected: Points) -> list[EyeBlob]:
    found = []
    window = _window(view.lab.shape[:2], expected)
    for mask, opening in product(masks, OPENING_UNITS):
        found += _blobs(view, mask, opening, window, expected)
    found.sort(key=lambda blob: -blob.score)
    return found[:12]


def _window(shape: tuple[int, ...], expected: Points) -> tuple[slice, slice]:
    reach_x, reach_y = 1.0 * UNIT_PX, 1.05 * UNIT_PX
    top, bottom = int(max(0, expected[1] - reach_y)), int(min(shape[0], expected[1] + reach_y))
    left, right = int(max(0, expected[0] - reach_x)), int(min(shape[1], expected[0] + reach_x))
    return slice(top, max(bottom, top + 1)), slice(left, max(right, left + 1))


def _blobs(view: FaceView, mask: Mask, opening: float, window: tuple[slice, slice], expected: Points) -> list[EyeBlob]:
    import cv2

    labels = _parts(mask[window].astype(np.uint8), opening * UNIT_PX)
    offset = np.array([window[1].start, window[0].start])
    found = []
    for index in range(1, int(labels.max()) + 1):
        part = (labels == index).astype(np.uint8)
        x, y, width, height = cv2.boundingRect(part)
        area = int(part.sum())
        if not (_is_within(width, WIDTH_UNITS) and _is_within(height, HEIGHT_UNITS)) or area < 0.45 * width * height:
            continue
        centre = offset + np.array([x + width / 2, y + height / 2])
        reach = np.abs(centre - expected) / (np.array(REACH_UNITS) * UNIT_PX)
        if np.hypot(*reach) > 1:
            continue
        whole = np.zeros(mask.shape, bool)
        whole[window] = labels == index
        box = (x + offset[0], y + offset[1], x + width + offset[0], y + height + offset[1])
        score = _eye_score(view, whole, box) - 0.25 * float(np.hypot(*reach))
        if score >= MIN_EYE_SCORE:
            found.append(EyeBlob(whole, box, score))
    return found


def _parts(mask: NDArray[np.uint8], radius_px: float) -> NDArray[np.int32]:
    """Labels 1… of the parts of a mask.

    With a radius, what is left after cutting off thinner things; without, the mask parted at its necks, so that an eye
    whose lashes run into hair comes free.
    """
    import cv2

    if radius_px > 0:
        opened = cv2.morphologyEx(mask, cv2.MORPH_OPEN, disc(radius_px))
        return np.asarray(cv2.connectedComponents(opened, connectivity=4)[1], np.int32)
    from skimage.segmentation import watershed

    depth = cv2.distanceTransform(np.pad(mask, 1), cv2.DIST_L2, 5)[1:-1, 1:-1]
    depth = cv2.GaussianBlur(depth, (0, 0), 1.5)
    wide = np.ones((int(NECK_UNITS * UNIT_PX) | 1,) * 2, np.uint8)
    peaks = ((depth == cv2.dilate(depth, wide)) & (depth > PEAK_UNITS * UNIT_PX)).astype(np.uint8)
    markers = cv2.connectedComponents(cv2.dilate(peaks, disc(3)))[1]
    result = np.asarray(watershed(-depth, markers, mask=mask.astype(bool)), np.int32)
    # Each part alone, without the thin ends that hang on it.
    for index in range(1, int(result.max()) + 1):
        part = (result == index).astype(np.uint8)
        result[(part - cv2.morphologyEx(part, cv2.MORPH_OPEN, disc(0.04 * UNIT_PX))) > 0] = 0
    return result


def _is_within(length: float, limits: tuple[float, float]) -> bool:
    return limits[0] * UNIT_PX <= length <= limits[1] * UNIT_PX


def _eye_score(view: FaceView, mask: Mask, box: tuple[int, int, int, int]) -> float:
    """How much a blob looks like an eye: skin below it, ink along its top, light and dark inside."""
    left, top, right, bottom = box
    columns = np.arange(left + (right - left) // 8, right - (right - left) // 8)
    lowest = bottom - 1 - np.argmax(mask[top:bottom, columns][::-1], axis=0)
    highest = top + np.argmax(mask[top:bottom, columns], axis=0)
    below = _along(~view.is_other, columns, lowest, range(5, 17, 3)).mean()
    lash = _along(view.is_ink, columns, highest, range(-4, 7, 2)).any(axis=0).mean()
    light = view.lab[..., 0][mask]
    low, high = np.quantile(light, [0.1, 0.96])
    contrast = np.clip((high - low) / (0.7 * view.skin[0]), 0, 1)
    dark = np.clip((light < 0.75 * view.skin[0]).mean() / 0.3, 0, 1)
    solid = mask.sum() / ((right - left) * (bottom - top))
    return float(0.3 * below + 0.25 * lash + 0.2 * contrast + 0.1 * dark + 0.15 * solid)


def _along(mask: Mask, columns: NDArray[np.int64], rows: NDArray[np.int64], offsets: range) -> Mask:
    """(offsets, columns) of a mask at some distance from a line."""
    places = np.clip(rows[None] + np.array(list(offsets))[:, None], 0, mask.shape[0] - 1)
    result: Mask = mask[places, columns[None]]
    return result


def _pair_score(a: EyeBlob, b: EyeBlob) -> float:
    unlike = np.abs(np.log(a.size / b.size))
    spacing = (b.centre[0] - a.centre[0]) / UNIT_PX
    tilt = abs(b.centre[1] - a.centre[1]) / max(b.centre[0] - a.centre[0], 1.0)
    overlap_is_safe = b.centre[0] - a.centre[0] > 1.05 * max(a.size[0], b.size[0])
    cost = 0.15 * float(unlike[0]) + 0.3 * float(unlike[1]) + 0.6 * max(0.0, tilt - 0.05)
    cost += 0.4 * abs(float(np.log(max(spacing, 0.1) / 1.1))) + (0.0 if overlap_is_safe else 0.5)
    # Of nested candidates the larger one is the whole eye.
    gain = 0.12 * float(np.clip((a.size.prod() + b.size.prod()) / UNIT_PX**2, 0, 0.5))
    return float((a.score + b.score) / 2 - cost + gain)
