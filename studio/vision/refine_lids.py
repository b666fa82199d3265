"""Lid lines and iris of one drawn eye: the two boundaries that best part eyeball from lash and skin."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from studio.vision.refine_eye_search import EyeBlob, hair_like
from studio.vision.refine_view import UNIT_PX, FaceView, Mask, Points, disc, without_islands

FRINGE_DISTANCE, FRINGE_COST = 18.0, 0.1
LASH_DISTANCE = 16.0
"""Lab distance from the lash colour up to which ink is lash."""
THICK_UNITS = 0.03
FAR_UNITS = (0.13, 0.22)
SHADE_LIGHTNESS, SHADE_HUE_COSINE = 0.6, 0.8
IRIS_REACH = 1.3
BASE_GAP_PX = 3
SCRAP_UNITS = 0.0016
"""Area below which a light spot beside the eye is no part of it, square eye distances."""
ROUND_PX = 5
RING_UNITS = 0.13
"""The rim of a drawn iris is at most this thick."""
SKIN_COST, INK_COST, IRIS_COST, BALL_COST = 1.0, 0.6, -0.7, -1.0
STEP_COST, MAX_STEP_PX = 0.8, 3
"""What a line pays for each pixel that it rises or falls from one column to the next."""
SIDE_COST = 0.35
"""What the eye pays for each pixel of an upright side."""
MIN_COLUMNS_UNITS, MIN_OPENING_UNITS = 0.15, 0.08
SLIT_PX = 2.5
ARC_TOLERANCE_UNITS = 0.02


@dataclass(frozen=True, slots=True, eq=False)
class DrawnEye:
    """One eye as drawn, in pixels of the view.

    Attributes:
        x: (n,) columns, left to right.
        upper: (n,) lower edge of the upper lash line.
        lower: (n,) upper edge of the lower outline.
        iris: Centre x, y and the two radii.
        confidence: 0…1.
    """

    x: Points
    upper: Points
    lower: Points
    iris: tuple[float, float, float, float]
    confidence: float


def trace_eye(view: FaceView, blob: EyeBlob) -> DrawnEye | None:
    """Lids and iris of a blob; None where no eyeball shows."""
    width, height = blob.size
    pad_x, pad_y = int(0.35 * width + 0.08 * UNIT_PX), int(0.15 * height + 0.04 * UNIT_PX)
    left, top = max(0, blob.box[0] - pad_x), max(0, blob.box[1] - pad_y)
    window = (slice(top, blob.box[3] + pad_y), slice(left, blob.box[2] + pad_x))
    core = _iris_core(view, blob, window)
    if core is None:
        return None
    cost = _costs(view, blob, window, core)
    path = _two_lines(cost, core)
    if path is None:
        return None
    x, upper, lower = _calmed(*path)
    if len(x) < MIN_COLUMNS_UNITS * UNIT_PX or (lower - upper).max() < MIN_OPENING_UNITS * UNIT_PX:
        return None
    iris = _iris(view, window, core, x, upper, lower)
    offset = np.array([left, top], np.float64)
    placed = (iris[0] + offset[0], iris[1] + offset[1], iris[2], iris[3])
    return DrawnEye(x + offset[0], upper + offset[1], lower + offset[1], placed, blob.score)


def _coloured(view: FaceView, window: tuple[slice, slice]) -> Mask:
    """Neither skin nor white."""
    mask = (view.away[window] > 18) & ~view.is_white[window] | view.is_ink[window]
    return without_islands(mask, 0.012 * UNIT_PX**2)


def _iris_core(view: FaceView, blob: EyeBlob, window: tuple[slice, slice]) -> tuple[float, float, float] | None:
    """Largest disc in the coloured part of the eye: x, y, radius."""
    import cv2

    coloured = _coloured(view, window) & blob.mask[window]
    without_lash = without_islands(coloured & ~_lash_like(view, blob, window), 0.006 * UNIT_PX**2)
    depths = [
        cv2.distanceTransform(np.pad(mask.astype(np.uint8), 1), cv2.DIST_L2, 5)[1:-1, 1:-1]
        for mask in (without_lash & coloured, coloured)
    ]
    # A lash that runs into the iris would pull the disc up; where iris and lash share a colour there is no choice.
    depth = depths[0] if depths[0].max() > 0.55 * depths[1].max() else depths[1]
    radius = float(depth.max())
    if radius < 0.035 * UNIT_PX:
        return None
    rows, columns = np.nonzero(depth > 0.93 * radius)
    return float(columns.mean()), float(rows.mean()), radius


def _costs(
    view: FaceView, blob: EyeBlob, window: tuple[slice, slice], core: tuple[float, float, float]
) -> NDArray[np.float32]:
    """(h, w) what each pixel costs the eyeball if it belongs to it; negative is a gain."""
    import cv2

    away, is_white = view.away[window], view.is_white[window]
    cost = np.where(view.is_other[window], BALL_COST, SKIN_COST).astype(np.float32)
    # Between skin and lash colours blend: such pixels tell nothing.
    cost[view.is_other[window] & (away < FRINGE_DISTANCE) & ~is_white] = FRINGE_COST
    lash = _lash_like(view, blob, window)
    cost[lash] = INK_COST
    rows, columns = np.mgrid[0 : cost.shape[0], 0 : cost.shape[1]]
    in_iris = np.hypot(columns - core[0], rows - core[1]) < 0.8 * core[2]
    cost[in_iris] = np.minimum(cost[in_iris], IRIS_COST)
    is_skin = ~view.is_other[window]
    base = _base_rows(cost < BALL_COST / 2, core)
    cost[_beyond(lash & ~in_iris, is_white, base)] = SKIN_COST
    cost[_under(lash & ~in_iris, is_skin | (cost == FRINGE_COST), base)] = SKIN_COST
    # Beyond the blob, hair and background look like eyeball too: the farther, the less likely.
    far = cv2.distanceTransform((~blob.mask[window]).astype(np.uint8), cv2.DIST_L2, 5)
    far[is_white] -= 0.2 * UNIT_PX  # the white of an eye is what a blob misses most
    cost += np.clip((far / UNIT_PX - FAR_UNITS[0]) / (FAR_UNITS[1] - FAR_UNITS[0]), 0, 1.5).astype(np.float32) * 1.5
    cost[(hair_like(view)[window] | _shaded_skin(view, window)) & (far > 2)] = SKIN_COST
    return np.asarray(cv2.blur(_joined(cost, core, blob.mask[window]), (3, 1)), np.float32)


def _joined(cost: NDArray[np.float32], core: tuple[float, float, float], blob: Mask) -> NDArray[np.float32]:
    """Dark lines inside the eye (pupil, rim of the iris) count as eyeball, scraps beside the eye do not."""
    import cv2

    raw = (cost < BALL_COST / 2).astype(np.uint8)
    ball = _without_scraps(raw)
    ring = round(RING_UNITS * UNIT_PX) | 1
    closed = cv2.morphologyEx(ball, cv2.MORPH_CLOSE, np.ones((1, ring), np.uint8))
    closed |= cv2.morphologyEx(ball, cv2.MORPH_CLOSE, disc(ROUND_PX))
    closed |= cv2.morphologyEx(ball, cv2.MORPH_CLOSE, np.ones((ring, 1), np.uint8)) & blob
    closed = cv2.morphologyEx(closed, cv2.MORPH_OPEN, disc(2))
    labels = cv2.connectedComponents(closed, connectivity=4)[1]
    own = (labels == labels[round(core[1]), round(core[0])]) & (closed > 0)
    near = cv2.dilate(own.astype(np.uint8), disc(4)) > 0
    result = np.where(own, np.minimum(cost, IRIS_COST), np.where(near, cost, np.maximum(cost, FRINGE_COST)))
    return np.asarray(result, np.float32)


def _without_scraps(mask: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """A mask without what is thin or tiny: soft rims of lashes and creases."""
    import cv2

    opened = cv2.morphologyEx(mask, cv2.MORPH_OPEN, disc(1))
    _, labels, stats, _ = cv2.connectedComponentsWithStats(opened, connectivity=4)
    keep = stats[:, cv2.CC_STAT_AREA] >= SCRAP_UNITS * UNIT_PX**2
    keep[0] = False
    return np.asarray(keep[labels], np.uint8)


def _lash_like(view: FaceView, blob: EyeBlob, window: tuple[slice, slice]) -> Mask:
    """Ink of the colour that the blob has along its top."""
    lab, ink, mask = view.lab[window], view.is_ink[window], blob.mask[window]
    first = np.argmax(mask, axis=0)
    depth = np.arange(mask.shape[0])[:, None] - first[None]
    rim = ink & mask & (depth >= 0) & (depth < 0.07 * UNIT_PX)
    if rim.sum() < 10:
        rim = ink & mask
    if rim.sum() < 10:
        return np.asarray(ink, bool)
    colours = lab[rim]
    dark = colours[colours[:, 0] <= np.quantile(colours[:, 0], 0.5)]
    result: Mask = ink & (np.linalg.norm(lab - np.median(dark, axis=0), axis=-1) < LASH_DISTANCE)
    return result


def _shaded_skin(view: FaceView, window: tuple[slice, slice]) -> Mask:
    """Skin in shadow or blushing: darker and more colourful than skin, of the same hue."""
    lab, skin = view.lab[window], view.skin.astype(np.float64)
    chroma, skin_chroma = np.hypot(lab[..., 1], lab[..., 2]), float(np.hypot(skin[1], skin[2]))
    along = (lab[..., 1] * skin[1] + lab[..., 2] * skin[2]) / np.maximum(chroma * skin_chroma, 1e-6)
    is_light = lab[..., 0] > SHADE_LIGHTNESS * skin[0]
    result: Mask = is_light & (along > SHADE_HUE_COSINE) & (chroma > skin_chroma) & (chroma < skin_chroma + 35)
    return result


def _base_rows(ball: Mask, core: tuple[float, float, float]) -> NDArray[np.int64]:
    """A row inside the eye for each column: from the iris outwards along the eyeball, however the eye is tilted."""
    height, width = ball.shape
    rows = np.full(width, round(core[1]), np.int64)
    start = int(np.clip(round(core[0]), 0, width - 1))
    for step in (1, -1):
        row, column = float(rows[start]), start + step
        while 0 <= column < width:
            runs = [(a, b) for a, b in _runs(ball[:, column]) if a - BASE_GAP_PX <= row < b + BASE_GAP_PX]
            if runs:
                longest = max(runs, key=lambda run: run[1] - run[0])
                row += float(np.clip((longest[0] + longest[1] - 1) / 2 - row, -2, 2))
            rows[column] = int(np.clip(round(row), 0, height - 1))
            column += step
    return rows


def _beyond(lash: Mask, is_white: Mask, base: NDArray[np.int64]) -> Mask:
    """All that lies above the first thick lash run met on the way up from the base row, the run included."""
    result = np.zeros(lash.shape, bool)
    for column, row in enumerate(base):
        line, white = lash[: row + 1, column][::-1], is_white[: row + 1, column][::-1]
        for start, end in _runs(line):
            if end - start >= THICK_UNITS * UNIT_PX or not white[end : end + 3].any():
                result[: row + 1 - start, column] = True
                break
    return result


def _under(lash: Mask, is_skin: Mask, base: NDArray[np.int64]) -> Mask:
    """All that lies below the first ink run, met on the way down from the base row, that has skin below it."""
    result = np.zeros(lash.shape, bool)
    for column, row in enumerate(base):
        for start, end in _runs(lash[row:, column]):
            if is_skin[row + end : row + end + 4, column].any():
                result[row + start :, column] = True
                break
    return result


def _runs(line: Mask) -> list[tuple[int, int]]:
    """Half-open runs of true values, in order."""
    edges = np.flatnonzero(np.diff(np.concatenate([[False], line, [False]]).astype(np.int8)))
    return [(int(a), int(b)) for a, b in zip(edges[::2], edges[1::2], strict=True)]


def _two_lines(cost: NDArray[np.float32], core: tuple[float, float, float]) -> tuple[Points, Points, Points] | None:
    """Columns, upper and lower line of least total cost; a dynamic programme over both lines at once."""
    height, width = cost.shape
    sums = np.concatenate([np.zeros((1, width), np.float32), np.cumsum(cost, axis=0)])
    top, bottom = np.mgrid[0 : height + 1, 0 : height + 1]
    is_open = (bottom - top >= 2).astype(bool)
    side = (SIDE_COST * (bottom - top)).astype(np.float32)
    must = np.abs(np.arange(width) - core[0]) < 0.5 * core[2]
    holds = is_open & (top <= core[1]) & (bottom >= core[1])
    best, closed = np.full(top.shape, np.inf, np.float32), 0.0
    history: list[tuple[NDArray[np.float32], float]] = []
    for column in range(width):
        own = sums[None, :, column] - sums[:, None, column]
        arrive = np.minimum(_spread(best), closed + side)
        nearest = float((best + side).min())
        best = np.where(holds if must[column] else is_open, arrive + own, np.inf).astype(np.float32)
        closed = np.inf if must[column] else min(closed, nearest)
        history.append((best, closed))
    return _traced_back(history, side, core)


def _spread(best: NDArray[np.float32]) -> NDArray[np.float32]:
    """Least cost of reaching each pair of lines from the column before."""
    for axis in (0, 1):
        result = best.copy()
        for step in range(1, MAX_STEP_PX + 1):
            for sign in (-1, 1):
                moved = np.full_like(best, np.inf)
                source, target = [slice(None)] * 2, [slice(None)] * 2
                source[axis] = slice(step, None) if sign < 0 else slice(None, -step)
                target[axis] = slice(None, -step) if sign < 0 else slice(step, None)
                moved[tuple(target)] = best[tuple(source)] + STEP_COST * step
                np.minimum(result, moved, out=result)
        best = result
    return best


def _traced_back(
    history: list[tuple[NDArray[np.float32], float]], side: NDArray[np.float32], core: tuple[float, float, float]
) -> tuple[Points, Points, Points] | None:
    path: list[tuple[int, int] | None] = []
    last_best, last_closed = history[-1]
    state: tuple[int, int] | None = None
    if float(last_best.min()) < last_closed:
        state = _lowest(last_best)
    path.append(state)
    for best, closed in reversed(history[:-1]):
        state = _before(best, closed, side, state)
        path.append(state)
    path.reverse()
    middle = int(np.clip(round(core[0]), 0, len(path) - 1))
    if path[middle] is None:
        return None
    first, last = middle, middle
    while first > 0 and path[first - 1] is not None:
        first -= 1
    while last + 1 < len(path) and path[last + 1] is not None:
        last += 1
    lines = np.array([path[i] for i in range(first, last + 1)], np.float64)
    # Lines run between pixels: row t is the upper edge of pixel t, pixel centres lie at whole numbers.
    return np.arange(first, last + 1, dtype=np.float64), lines[:, 0] - 0.5, lines[:, 1] - 0.5


def _lowest(best: NDArray[np.float32]) -> tuple[int, int]:
    row, column = np.unravel_index(int(np.argmin(best)), best.shape)
    return int(row), int(column)


def _before(
    best: NDArray[np.float32], closed: float, side: NDArray[np.float32], state: tuple[int, int] | None
) -> tuple[int, int] | None:
    """The state of the column before that led to `state`."""
    if state is None:
        leaving = best + side
        return _lowest(leaving) if float(leaving.min()) < closed else None
    top, bottom = state
    low_t, low_b = max(0, top - MAX_STEP_PX), max(0, bottom - MAX_STEP_PX)
    part = best[low_t : top + MAX_STEP_PX + 1, low_b : bottom + MAX_STEP_PX + 1]
    rows, columns = np.mgrid[low_t : low_t + part.shape[0], low_b : low_b + part.shape[1]]
    reached = part + STEP_COST * (np.abs(rows - top) + np.abs(columns - bottom))
    if closed + float(side[top, bottom]) <= float(reached.min()):
        return None
    row, column = _lowest(reached.astype(np.float32))
    return low_t + row, low_b + column


def _calmed(x: Points, upper: Points, lower: Points) -> tuple[Points, Points, Points]:
    """Without slits at the ends; each line held near the smooth lid that fits it best, so that no strand of hair or
    single lash makes a dent."""
    gap = lower - upper
    wide = np.flatnonzero(gap >= min(SLIT_PX, 0.5 * float(gap.max())))
    keep = slice(int(wide[0]), int(wide[-1]) + 1)
    x, upper, lower = x[keep], upper[keep], lower[keep]
    if len(x) < 8:
        return x, upper, lower
    upper, lower = _near_arc(upper), _near_arc(lower)
    return x, upper, np.maximum(lower, upper)


def _near_arc(line: Points) -> Points:
    """A line, held within `ARC_TOLERANCE_UNITS` of a tilted, lopsided arch fitted to it."""
    u = np.linspace(-1, 1, len(line))
    arch = np.sqrt(np.clip(1 - u**2, 0, None))
    basis = np.stack([np.ones_like(u), u, arch, arch * u, 1 - u**2], axis=1)
    weight = np.ones(len(u))
    fit = line
    for _ in range(6):
        weighted = basis * weight[:, None]
        # A little ridge: the two arches nearly say the same.
        solution = np.linalg.solve(weighted.T @ basis + 1e-3 * len(u) * np.eye(5), weighted.T @ line)
        fit = basis @ solution
        weight = 1 / np.maximum(np.abs(line - fit), 1.5)
    tolerance = ARC_TOLERANCE_UNITS * UNIT_PX
    result: Points = np.clip(line, fit - tolerance, fit + tolerance)
    return result


def _iris(
    view: FaceView,
    window: tuple[slice, slice],
    core: tuple[float, float, float],
    x: Points,
    upper: Points,
    lower: Points,
) -> tuple[float, float, float, float]:
    """Centre and radii of the iris: the coloured run around the core, sideways at its height, up and down between the
    lids."""
    mask = _coloured(view, window)
    row = round(core[1])
    lefts, rights = [], []
    for y in range(max(0, row - int(0.5 * core[2])), min(mask.shape[0], row + int(0.5 * core[2]) + 1)):
        low, high = _run(mask[y], round(core[0]))
        lefts.append(max(float(low), float(x[0])))
        rights.append(min(float(high), float(x[-1])))
    left, right = float(np.median(lefts)), float(np.median(rights))
    # A side that runs on has run into lash or shade: an iris is round, the disc knows how far it can reach.
    left, right = max(left, core[0] - IRIS_REACH * core[2]), min(right, core[0] + IRIS_REACH * core[2])
    middle = int(np.clip(round((left + right) / 2), 0, mask.shape[1] - 1))
    low, high = _run(mask[:, middle], row)
    at = int(np.clip(middle - x[0], 0, len(x) - 1))
    top, bottom = max(float(low), float(upper[at])), min(float(high), float(lower[at]))
    radius_x = max((right - left) / 2, core[2])
    # An iris is at least as tall as wide: a light lower half goes on down to the lid, the rest hides under the upper.
    missing = max(0.0, 2 * radius_x - (bottom - top))
    down = min(missing, max(0.0, float(lower[at]) - bottom))
    top, bottom = top - (missing - down), bottom + down
    radius_y = (bottom - top) / 2
    return (left + right) / 2, (top + bottom) / 2, radius_x, radius_y


def _run(line: Mask, start: int) -> tuple[int, int]:
    """First and last index of the run of true values around `start`."""
    start = int(np.clip(start, 0, len(line) - 1))
    outside = np.flatnonzero(~line)
    before, after = outside[outside < start], outside[outside > start]
    return (int(before[-1]) + 1 if len(before) else 0), (int(after[0]) - 1 if len(after) else len(line) - 1)
