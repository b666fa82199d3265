"""Lid lines and iris of one drawn eye: the two boundaries that best part eyeball from lash and skin."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from studio.vision.refine_eye_search import EyeBlob
from studio.vision.refine_view import UNIT_PX, FaceView, Mask, Points, without_islands

FRINGE_DISTANCE, FRINGE_COST = 18.0, 0.1
LASH_DISTANCE = 16.0
"""Lab distance from the lash colour up to which ink is lash."""
THICK_UNITS = 0.03
SKIN_COST, INK_COST, IRIS_COST, BALL_COST = 1.0, 0.6, -0.7, -1.0
STEP_COST, MAX_STEP_PX = 0.8, 3
"""What a line pays for each pixel that it rises or falls from one column to the next."""
SIDE_COST = 0.35
"""What the eye pays for each pixel of an upright side."""
MIN_COLUMNS_UNITS = 0.12


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
    x, upper, lower = path
    if len(x) < MIN_COLUMNS_UNITS * UNIT_PX:
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
    beyond = _beyond(lash & ~in_iris, is_white, round(core[1]))
    cost[beyond] = SKIN_COST
    under = _under(lash & ~in_iris, is_skin | (cost == FRINGE_COST), round(core[1]))
    cost[under] = SKIN_COST
    # Beyond the blob, hair and background look like eyeball too: the farther, the less likely.
    far = cv2.distanceTransform((~blob.mask[window]).astype(np.uint8), cv2.DIST_L2, 5)
    far[is_white] -= 0.35 * UNIT_PX  # the white of an eye is what a blob misses most
    limit = 0.35 * float(blob.size[0])
    cost += np.clip((far - 0.3 * limit) / limit, 0, 1.5).astype(np.float32) * 1.5
    return np.asarray(cv2.blur(cost, (3, 1)), np.float32)


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


def _beyond(lash: Mask, is_white: Mask, row: int) -> Mask:
    """All that lies above the first thick lash run met on the way up from `row`, the run included."""
    result = np.zeros(lash.shape, bool)
    for column in range(lash.shape[1]):
        line = lash[: row + 1, column][::-1]
        for start, end in _runs(line):
            is_thick = end - start >= THICK_UNITS * UNIT_PX
            follows = is_white[: row + 1, column][::-1][end : end + 3]
            if is_thick or not follows.any():
                result[: row + 1 - start, column] = True
                break
    return result


def _under(lash: Mask, is_skin: Mask, row: int) -> Mask:
    """All that lies below the first ink run, met on the way down from `row`, that has skin below it."""
    result = np.zeros(lash.shape, bool)
    for column in range(lash.shape[1]):
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
    middle = int(np.clip(round((left + right) / 2), 0, mask.shape[1] - 1))
    low, high = _run(mask[:, middle], row)
    at = int(np.clip(middle - x[0], 0, len(x) - 1))
    top, bottom = max(float(low), float(upper[at])), min(float(high), float(lower[at]))
    radius_x = float(np.clip((right - left) / 2, core[2], 1.6 * core[2]))
    radius_y = max((bottom - top) / 2, 0.5 * radius_x)
    return (left + right) / 2, (top + bottom) / 2, radius_x, radius_y


def _run(line: Mask, start: int) -> tuple[int, int]:
    """First and last index of the run of true values around `start`."""
    start = int(np.clip(start, 0, len(line) - 1))
    outside = np.flatnonzero(~line)
    before, after = outside[outside < start], outside[outside > start]
    return (int(before[-1]) + 1 if len(before) else 0), (int(after[0]) - 1 if len(after) else len(line) - 1)
