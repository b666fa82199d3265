"""Where the landmarks of the reference come to lie in a pose, without drawing it."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from studio.engines.puppet import contour, eyes
from studio.engines.puppet import motion as motions
from studio.engines.puppet import topology as topo
from studio.engines.puppet.contour import SlitFrame, Table
from studio.engines.puppet.engine import PuppetSession, _read_at
from studio.engines.puppet.eyes import EyeMotion, EyePart
from studio.models.controls import Pose, clamped
from studio.models.face import ArtStyle

UPPER_LIP = tuple(dict.fromkeys(topo.LIP_UPPER_OUTER[1:-1] + topo.LIP_UPPER_INNER[1:-1]))
LOWER_LIP = tuple(dict.fromkeys(topo.LIP_LOWER_OUTER[1:-1] + topo.LIP_LOWER_INNER[1:-1]))
_LIDS = {
    "Right": (topo.EYE_UPPER_RIGHT[1:-1], topo.EYE_LOWER_RIGHT[1:-1], topo.IRIS_RIGHT),
    "Left": (topo.EYE_UPPER_LEFT[1:-1], topo.EYE_LOWER_LEFT[1:-1], topo.IRIS_LEFT),
}


def tracked_points(session: PuppetSession, points: NDArray[np.float32], pose: Pose) -> NDArray[np.float32]:
    """The landmarks of the picture that `session.draw(pose)` would give.

    Skin follows the displacement field; lids, irises and lips add their own way to it.

    Args:
        session: The character.
        points: (478, 2 or 3) landmarks of its reference, pixels.
        pose: Sparse control values.

    Returns:
        (478, 2) float32 pixels.
    """
    acted = motions.acted(clamped(pose), session._style)
    roi = session.frame.roi
    local = points[:, :2].astype(np.float64) - np.array([roi.x, roi.y])
    local = local + _part_shifts(session, local, acted)
    forward = session._forward(acted)
    moved = local + _read_at(forward, local, session.frame.stride_px)
    return np.asarray(moved + np.array([roi.x, roi.y]), np.float32)


def _part_shifts(session: PuppetSession, local: NDArray[np.float64], pose: Pose) -> NDArray[np.float64]:
    shifts = np.zeros_like(local)
    for side, eye in session._eyes.items():
        motion = motions.eye_motion(pose, side)
        if eye.is_closed or motion.is_still:
            continue
        upper_now, lower_now = eye.lid_lines(motion)
        upper, lower, iris = _LIDS[side]
        _add_line_shift(shifts, local, upper, eye.frame, upper_now - eye.upper)
        _add_line_shift(shifts, local, lower, eye.frame, lower_now - eye.lower)
        shifts[list(iris)] += gaze_shift(eye, motion)
    mouth = session._mouth
    if mouth is not None:
        mouth_motion = motions.mouth_motion(pose, mouth, session._jaw)
        if not mouth_motion.is_still:
            upper_now, lower_now = mouth.lip_lines(mouth_motion)
            _add_line_shift(shifts, local, UPPER_LIP, mouth.frame, upper_now - mouth.upper)
            _add_line_shift(shifts, local, LOWER_LIP, mouth.frame, lower_now - mouth.lower)
    return shifts


def _add_line_shift(
    shifts: NDArray[np.float64],
    local: NDArray[np.float64],
    indices: tuple[int, ...],
    frame: SlitFrame,
    travel: Table,
) -> None:
    """Move landmarks of a slit's edge as far as the edge moves at their place."""
    places = local[list(indices)].astype(np.float32)
    u, _ = frame.to_local(places[:, 0], places[:, 1])
    shifts[list(indices)] += travel[contour.table_index(u)][:, None] * frame.across


def gaze_shift(eye: EyePart, motion: EyeMotion) -> NDArray[np.float64]:
    """How far the iris moves, (2,) pixels; as `EyePart` draws it."""
    way = eyes.FLAT_GAZE if eye.style is ArtStyle.FLAT else 1.0
    reach = max(eye.opening_px, 0.3 * eye.frame.half_width_px)
    aside = way * motion.gaze_x * eyes.GAZE_SIDE * eye.frame.half_width_px
    down = way * motion.gaze_y * (eyes.GAZE_DOWN if motion.gaze_y > 0 else eyes.GAZE_UP) * reach
    return np.asarray(aside * eye.frame.along + down * eye.frame.across, np.float64)
