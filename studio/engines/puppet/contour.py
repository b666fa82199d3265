"""Lid and lip contours in the local frame of an eye or a mouth.

An eye and a mouth are slits: skin above, skin below, something else between. Each is described in a frame along its
corners: u runs from the corner left in the picture (-1) to the right one (+1), v runs down across it in pixels.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray
from scipy.interpolate import PchipInterpolator

TABLE_SIZE = 640
U_LIMIT = 1.6
"""Tables run over u from -U_LIMIT to U_LIMIT."""
TABLE_U: NDArray[np.float32] = np.linspace(-U_LIMIT, U_LIMIT, TABLE_SIZE, dtype=np.float32)

SMOOTHING = 25.0
"""Gaussian smoothing of what is measured along a contour, table entries."""

Table = NDArray[np.float32]
"""(TABLE_SIZE,) float32, one value per u."""


@dataclass(frozen=True, slots=True, eq=False)
class SlitFrame:
    """Local frame of a slit. Coordinates are pixels of the region of interest.

    Attributes:
        centre: (2,) middle of the corners.
        along: (2,) unit vector from the left corner in the picture to the right one.
        across: (2,) unit vector downwards, at a right angle.
        half_width_px: Half the distance of the corners.
    """

    centre: NDArray[np.float32]
    along: NDArray[np.float32]
    across: NDArray[np.float32]
    half_width_px: float

    @classmethod
    def from_corners(cls, left: NDArray[np.floating[Any]], right: NDArray[np.floating[Any]]) -> SlitFrame:
        """The frame between two corners, (2,) each."""
        centre = 0.5 * (np.asarray(left, np.float32) + np.asarray(right, np.float32))
        vector = np.asarray(right, np.float32) - np.asarray(left, np.float32)
        length = max(float(np.hypot(*vector)), 1e-3)
        along = vector / length
        across = np.array([-along[1], along[0]], np.float32)
        return cls(centre, along.astype(np.float32), across, 0.5 * length)

    def to_local(self, x: NDArray[np.float32], y: NDArray[np.float32]) -> tuple[Table, Table]:
        """(u, v) of pixel coordinates of any shape."""
        dx, dy = x - self.centre[0], y - self.centre[1]
        u = (dx * self.along[0] + dy * self.along[1]) * np.float32(1.0 / self.half_width_px)
        v = dx * self.across[0] + dy * self.across[1]
        return u, v

    def to_local_fast(self, fine_map: NDArray[np.float32], scale: float) -> tuple[Table, Table]:
        """(table position, v) of a (h, w, 2) map of places in units of 1 / `scale` pixels; see `table_index`."""
        k = (TABLE_SIZE - 1) / (2.0 * U_LIMIT)
        su = k / (self.half_width_px * scale)
        ax, ay = (float(c) for c in self.along)
        bx, by = (float(c) for c in self.across)
        cx, cy = (float(c) for c in self.centre)
        matrix = np.array(
            [
                [ax * su, ay * su, U_LIMIT * k + 0.5 - (cx * ax + cy * ay) * su * scale],
                [bx / scale, by / scale, -(cx * bx + cy * by)],
            ]
        )
        local = cv2.transform(fine_map, matrix)
        return local[..., 0], np.ascontiguousarray(local[..., 1])

    def to_picture(self, u: NDArray[np.floating[Any]], v: NDArray[np.floating[Any]]) -> NDArray[np.float32]:
        """(…, 2) pixel coordinates of local ones."""
        point = self.centre + (np.asarray(u)[..., None] * self.half_width_px) * self.along
        return np.asarray(point + np.asarray(v)[..., None] * self.across, np.float32)


def table_index(u: NDArray[np.float32]) -> NDArray[np.int32]:
    """Where in a table the values of u lie; beyond the limits the outermost entry."""
    scale = (TABLE_SIZE - 1) / (2.0 * U_LIMIT)
    index = (u + np.float32(U_LIMIT)) * np.float32(scale) + np.float32(0.5)
    return np.clip(index, 0, TABLE_SIZE - 1).astype(np.int32)


def clipped_index(position: NDArray[np.float32]) -> NDArray[np.int32]:
    """Whole table positions inside the table."""
    return np.clip(position, 0, TABLE_SIZE - 1).astype(np.int32)


def u_of(position: NDArray[np.float32]) -> NDArray[np.float32]:
    """u at table positions."""
    k = (TABLE_SIZE - 1) / (2.0 * U_LIMIT)
    return np.asarray((position - np.float32(0.5)) * np.float32(1.0 / k) - np.float32(U_LIMIT), np.float32)


def is_within(position: NDArray[np.float32], reach: float) -> NDArray[np.bool_]:
    """Whether table positions lie within ``|u| <= reach``."""
    k = (TABLE_SIZE - 1) / (2.0 * U_LIMIT)
    middle = U_LIMIT * k + 0.5
    return np.asarray(np.abs(position - np.float32(middle)) <= np.float32(reach * k))


def shifted_map(fine_map: NDArray[np.float32], shift: NDArray[np.float32], across: Any) -> NDArray[np.float32]:
    """A (h, w, 2) map moved by `shift` (h, w), in the map's own unit, along the unit vector `across`."""
    moved = np.empty_like(fine_map)
    np.multiply(shift, np.float32(across[0]), out=moved[..., 0])
    np.multiply(shift, np.float32(across[1]), out=moved[..., 1])
    return np.asarray(cv2.add(moved, fine_map), np.float32)


def draw_skins(
    target: NDArray[np.uint8],
    read_above: Callable[[tuple[slice, slice]], NDArray[np.uint8]],
    read_below: Callable[[tuple[slice, slice]], NDArray[np.uint8]],
    above: NDArray[np.float32],
    below: NDArray[np.float32],
) -> None:
    """Draw the skin above and below a slit, each only where it shows, blended where they meet, in place.

    Args:
        target: (h, w, 4) uint8.
        read_above: Gives the upper skin's pixels in a window of the target.
        read_below: The same for the lower skin.
        above: (h, w) float32, how far the upper skin shows.
        below: The same for the lower skin; the two need not add up to 1: the gap between is painted later.
    """
    lower = gap_window(below)
    if lower is not None:
        np.copyto(target[lower], read_below(lower))
    upper = gap_window(above)
    if upper is not None:
        skin, weight = read_above(upper), above[upper] + np.float32(1e-4)
        np.copyto(target[upper], cv2.blendLinear(skin, target[upper], weight, below[upper] + np.float32(1e-4)))


def gap_window(between: NDArray[np.float32]) -> tuple[slice, slice] | None:
    """The rows and columns in which anything shows between two lids or lips; None if nothing does."""
    x, y, width, height = cv2.boundingRect((between > np.float32(0.004)).astype(np.uint8))
    if not width:
        return None
    return slice(y, y + height), slice(x, x + width)


def paint_gap(
    target: NDArray[np.uint8], window: tuple[slice, slice], inside: NDArray[np.float32], between: NDArray[np.float32]
) -> None:
    """Lay (h, w, 4) float32 colours over a window of `target` by how much of the gap shows there, in place."""
    skin = target[window].astype(np.float32)
    skin += (inside - skin) * between[window][..., None]
    np.copyto(target[window], np.clip(skin + 0.5, 0, 255).astype(np.uint8))


def contour_table(frame: SlitFrame, points: NDArray[np.floating[Any]]) -> Table:
    """v of a contour over u, smooth through the points, straight beyond the corners.

    Args:
        frame: The slit's frame.
        points: (N, 2) contour points in pixels of the region of interest, roughly in order of u.
    """
    u, v = frame.to_local(points[:, 0].astype(np.float32), points[:, 1].astype(np.float32))
    order = np.argsort(u)
    u, v = u[order].astype(np.float64), v[order].astype(np.float64)
    keep = np.concatenate([[True], np.diff(u) > 1e-3])
    u, v = u[keep], v[keep]
    if len(u) < 2:
        return np.zeros(TABLE_SIZE, np.float32)
    values = PchipInterpolator(u, v)(np.clip(TABLE_U, u[0], u[-1]))
    return np.asarray(values, np.float32)


def steepness(line: Table, half_width_px: float) -> Table:
    """1 / sqrt(1 + slope²) of a contour over u: turns distance along v into distance across the contour."""
    step_px = np.float32(float(TABLE_U[1] - TABLE_U[0]) * half_width_px)
    slope = np.empty_like(line)
    slope[1:-1] = (line[2:] - line[:-2]) / (2 * step_px)
    slope[0] = slope[-1] = 0.0
    return np.asarray(1.0 / np.sqrt(1.0 + slope * slope), np.float32)


def lens(u_corner: float, power: float) -> Table:
    """Opening profile over u: 1 in the middle, 0 at and beyond ``±u_corner``."""
    inside = np.clip(1.0 - (TABLE_U / u_corner) ** 2, 0.0, None)
    return np.asarray(inside**power, np.float32)


def side_share(is_left: bool, softness: float = 0.45) -> Table:
    """How much one side of the face takes part over u; the two sides add up to 1."""
    t = np.clip(0.5 + TABLE_U / (2.0 * softness), 0.0, 1.0)
    share = t * t * (3.0 - 2.0 * t)
    return np.asarray(share if is_left else 1.0 - share, np.float32)


FALLOFF_SLOPE = 1.3
"""How steep the fading of a slit's travel gets with nothing rigid."""
ShiftReader = Callable[[NDArray[np.float32], NDArray[np.int32]], NDArray[np.float32]]
"""(v, table positions) of pixels -> by how many pixels along v they are read from elsewhere."""


def shift_reader(
    line: Table, travel: Table, room: Table, rigid: float | NDArray[np.floating[Any]], *, is_above: bool
) -> ShiftReader:
    """How skin beside a slit follows the slit's edge.

    At the edge it travels as the edge does; beyond the `rigid` share of its `room` that fades, with a slope of at
    most FALLOFF_SLOPE / (1 - rigid), to nothing at the end of the room.

    Args:
        line: Where the edge lies, v over u.
        travel: How far the skin at the edge has come, pixels down.
        room: Height of the skin that may give way, pixels.
        rigid: 0…1.
        is_above: Whether the skin lies above the edge.
    """
    share = np.asarray(rigid, np.float64)
    rate = 1.0 / (room * (1.0 - share))
    towards = -1.0 if is_above else 1.0
    # All that depends on u alone goes into tables: a pixel costs three look-ups and a cubic.
    slope = (towards * rate).astype(np.float32)
    offset = (-towards * line * rate - share / (1.0 - share)).astype(np.float32)
    back = (-travel).astype(np.float32)

    def read(v: NDArray[np.float32], index: NDArray[np.int32]) -> NDArray[np.float32]:
        x = np.clip(v * slope[index] + offset[index], 0.0, 1.0)
        fade = np.float32(1.0) - x * (np.float32(0.4) + x * (np.float32(1.8) - np.float32(1.2) * x))
        return np.asarray(back[index] * fade, np.float32)

    return read


def coverage(distance_px: NDArray[np.float32], softness_px: float = 1.0) -> NDArray[np.float32]:
    """Anti-aliased inside-ness of a signed distance: 0 outside, 1 inside, a ramp of ``softness_px`` between."""
    return np.asarray(np.clip(distance_px * np.float32(1.0 / softness_px) + np.float32(0.5), 0.0, 1.0), np.float32)
