"""Points of the face that can be dragged, and which controls bring them where the pointer is.

An engine is asked once for each character how far every control moves every handle (`FaceResponse`). From then on
handles follow a pose by looking up, and a pose follows a handle by a small bounded least-squares problem.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from studio.models.controls import ALL_CONTROLS, Pose, limits_of, mirrored_name
from studio.models.face import MESH_POINT_COUNT

STILL_PX = 1e-3
"""A control that moves a handle by less does not count for it."""
SAMPLE_SHARES = (0.25, 0.5, 1.0)
"""Parts of a control's reach at which its response is measured; head angles to both sides."""
SPARSITY = 0.22
"""A control moves only if it does more than this share of what the best one does for the drag."""
TOWARDS_REST = 0.4
"""A control on its way back to rest costs this much of that price."""
SMOOTHNESS = 0.0004
"""Price of the squared move, in squared eye distances; keeps nearly parallel controls from fighting."""
ROUNDS = 6
"""Each round gives back what the prices of the rounds before have held off the target."""
CLOSE_ENOUGH = 0.02
"""Share of a drag by which a handle may miss the pointer."""
NEGLIGIBLE = 0.05
"""A control that moves the handle by less than this share of the drag stays as it was."""
LARGEST_AIM = 2.0
"""How far beyond the target rounds may aim, in drags; only what cannot be reached needs a limit."""
SWEEPS = 60
SLOPE_STEP = 0.15
"""How far slopes look, shares of a reach."""

_ONE_SIDED = ("jawLeft", "jawRight", "mouthLeft", "mouthRight")
_GAZE_PARTNER = {
    "eyeLookOutLeft": "eyeLookInRight", "eyeLookInLeft": "eyeLookOutRight",
    "eyeLookOutRight": "eyeLookInLeft", "eyeLookInRight": "eyeLookOutLeft",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class FaceHandle:
    """A point that can be dragged.

    Attributes:
        id: "mouth-corner-left".
        landmarks: It stands in the middle of these.
        controls: Control -> how dear it is: 1 for what the handle is for, more for what only helps. Handles of the
            middle name the left one of a pair; the right one always moves along.
        side: "Left", "Right" (the character's own) or empty.
        outward: How far from its landmarks it is drawn, eye distances (x, y), so that handles do not lie on each other.
    """

    id: str
    landmarks: tuple[int, ...]
    controls: Mapping[str, float]
    side: str = ""
    outward: tuple[float, float] = (0.0, 0.0)

    @property
    def mirrored_id(self) -> str:
        """The same handle on the other side; its own where there is none."""
        swap = {"left": "right", "right": "left"}
        head, _, tail = self.id.rpartition("-")
        return f"{head}-{swap[tail]}" if tail in swap else self.id


def _pair(
    name: str, left: tuple[int, ...], right: tuple[int, ...], controls: Mapping[str, float],
    outward: tuple[float, float] = (0.0, 0.0),
) -> tuple[FaceHandle, FaceHandle]:  # fmt: skip
    """A handle on each side; controls are given for the left one."""
    mirrored = {mirrored_name(control): price for control, price in controls.items()}
    return (
        FaceHandle(f"{name}-left", left, controls, "Left", outward),
        FaceHandle(f"{name}-right", right, mirrored, "Right", (-outward[0], outward[1])),
    )


HANDLES: tuple[FaceHandle, ...] = (
    *_pair("brow-inner", (336, 285), (107, 55), {"browInnerUp": 1.0, "browDownLeft": 1.0}),
    *_pair("brow-outer", (334, 293), (105, 63), {"browOuterUpLeft": 1.0, "browDownLeft": 1.3}),
    *_pair("lid-upper", (386,), (159,), {"eyeBlinkLeft": 1.0, "eyeWideLeft": 1.0, "eyeSquintLeft": 2.5}),
    *_pair("lid-lower", (374,), (145,), {"eyeSquintLeft": 1.0, "cheekSquintLeft": 1.6, "eyeWideLeft": 2.0}),
    *_pair("iris", (473,), (468,),
           {"eyeLookInLeft": 1.0, "eyeLookOutLeft": 1.0, "eyeLookUpLeft": 1.0, "eyeLookDownLeft": 1.0}),
    *_pair("cheek", (280,), (50,), {"cheekSquintLeft": 1.0, "cheekPuff": 1.0}),
    *_pair("nose-wing", (358,), (129,), {"noseSneerLeft": 1.0}),
    *_pair("mouth-corner", (291,), (61,), {
        "mouthSmileLeft": 1.0, "mouthFrownLeft": 1.0, "mouthStretchLeft": 2.4, "mouthDimpleLeft": 2.0,
        "mouthPucker": 1.2, "mouthLeft": 2.0, "mouthRight": 2.0,
    }),
    FaceHandle("lip-upper", (0,), {
        "mouthUpperUpLeft": 1.0, "mouthShrugUpper": 1.3, "mouthRollUpper": 1.0, "mouthLeft": 1.2, "mouthRight": 1.2,
    }),
    FaceHandle("lip-lower", (17,), {
        "mouthLowerDownLeft": 1.0, "mouthShrugLower": 1.3, "mouthRollLower": 1.0, "mouthLeft": 1.2, "mouthRight": 1.2,
    }),
    FaceHandle("chin", (152, 175), {"jawOpen": 1.0, "jawLeft": 1.0, "jawRight": 1.0}),
    FaceHandle("head", (4,), {"headYaw": 1.0, "headPitch": 1.0}),
    FaceHandle("head-tilt", (10,), {"headRoll": 1.0}),
)  # fmt: skip

_BY_ID = {handle.id: handle for handle in HANDLES}
_SHARES = np.array([np.bincount(one.landmarks, minlength=MESH_POINT_COUNT) / len(one.landmarks) for one in HANDLES])
_OUTWARD = np.array([handle.outward for handle in HANDLES])


def handle_of(handle_id: str) -> FaceHandle:
    """The handle of that id.

    Raises:
        KeyError: If there is none; that is a bug.
    """
    return _BY_ID[handle_id]


SIDED: tuple[str, ...] = tuple(name for name in ALL_CONTROLS if name.endswith("Left") and name not in _ONE_SIDED)
"""The left ones of controls that come in pairs."""


def sample_poses() -> tuple[dict[str, float], ...]:
    """Poses in which an engine's response has to be measured: each control alone, and each pair."""
    poses = [dict.fromkeys((name, mirrored_name(name)), share) for name in SIDED for share in SAMPLE_SHARES]
    for control in ALL_CONTROLS:
        low, high = limits_of(control)
        poses += [{control: share * high} for share in SAMPLE_SHARES]
        if low < 0:
            poses += [{control: share * low} for share in SAMPLE_SHARES]
    return tuple(poses)


def _pair_name(left: str) -> str:
    return left.removesuffix("Left") + "Both"


_PAIRS: Mapping[str, tuple[str, str]] = {
    name: (mirrored_name(name), _pair_name(left)) for left in SIDED for name in (left, mirrored_name(left))
}
"""Control -> the one of the other side, and what both are called together."""


def apart(pose: Pose) -> dict[str, tuple[float, float]]:
    """A pose as what was measured: control or pair -> (from, to) values whose shifts differ by its share.

    What both sides do together is not always the sum of what each does: a smile gives way once.
    """
    parts: dict[str, tuple[float, float]] = {}
    for name, value in pose.items():
        pair = _PAIRS.get(name)
        if pair is None or pair[0] not in pose:
            parts[name] = (0.0, value)
        else:
            shared = min(value, pose[pair[0]])
            parts[pair[1]] = (0.0, shared)
            if value > shared:
                parts[name] = (shared, value)
    return parts


@dataclass(frozen=True, slots=True, eq=False)
class FaceResponse:
    """How the handles of one character answer to each control.

    Attributes:
        eye_distance_px: The face's size.
        rest: Handle id -> (x, y) in the reference, pixels.
        values: Control or pair -> the values it was measured at, rising, 0 among them.
        shifts: (handle id, control or pair) -> x + iy pixels from rest at each of these values.
    """

    eye_distance_px: float
    rest: Mapping[str, tuple[float, float]]
    values: Mapping[str, tuple[float, ...]]
    shifts: Mapping[tuple[str, str], tuple[complex, ...]] = field(repr=False)

    def shift(self, handle_id: str, name: str, value: float) -> complex:
        """How far a control or a pair ("mouthSmileBoth") alone moves a handle, x + iy pixels."""
        table = self.shifts.get((handle_id, name))
        if table is None or not value:
            return 0j
        at = self.values[name]
        index = min(max(bisect_right(at, value), 1), len(at) - 1)
        share = min(1.0, max(0.0, (value - at[index - 1]) / (at[index] - at[index - 1])))
        return table[index - 1] + share * (table[index] - table[index - 1])

    def position(self, handle_id: str, pose: Pose) -> tuple[float, float]:
        """Where a handle lies in a pose, pixels of the picture: the controls' shifts added up."""
        place = complex(*self.rest[handle_id])
        for name, (before, after) in apart(pose).items():
            if (handle_id, name) in self.shifts:
                place += self.shift(handle_id, name, after) - self.shift(handle_id, name, before)
        return place.real, place.imag

    def seen_at(self, points: NDArray[np.floating[Any]]) -> dict[str, tuple[float, float]]:
        """Where all handles lie when the landmarks lie at `points`, (478, 2) pixels."""
        return _named(_places(points, self.eye_distance_px))

    def positions(self, pose: Pose) -> dict[str, tuple[float, float]]:
        """Where all handles lie in a pose."""
        return {handle_id: self.position(handle_id, pose) for handle_id in self.rest}


def response_of(
    rest_points: NDArray[np.floating[Any]],
    sampled: Iterable[tuple[Pose, NDArray[np.floating[Any]]]],
    eye_distance_px: float,
) -> FaceResponse:
    """Put together what an engine measured.

    Args:
        rest_points: (478, 2 or 3) landmarks of the reference, pixels.
        sampled: Each of `sample_poses` with the (478, 2) landmarks in that pose.
        eye_distance_px: The face's size.
    """
    rest = _places(rest_points, eye_distance_px)
    measured: dict[str, dict[float, NDArray[np.float64]]] = {}
    for pose, points in sampled:
        name, value = next(iter(pose.items()))
        by_value = measured.setdefault(name if len(pose) == 1 else _pair_name(name), {0.0: np.zeros_like(rest)})
        by_value[value] = _places(points, eye_distance_px) - rest
    values, shifts = dict[str, tuple[float, ...]](), dict[tuple[str, str], tuple[complex, ...]]()
    for name, by_value in measured.items():
        values[name] = tuple(sorted(by_value))
        moved = np.stack([by_value[value] for value in values[name]])
        for index, handle in enumerate(HANDLES):
            if np.abs(moved[:, index]).max() > STILL_PX:
                shifts[handle.id, name] = tuple(complex(x, y) for x, y in moved[:, index].tolist())
    return FaceResponse(eye_distance_px, _named(rest), values, shifts)


def _places(points: NDArray[np.floating[Any]], eye_distance_px: float) -> NDArray[np.float64]:
    """(handles, 2) pixels: the middle of each handle's landmarks, moved outward."""
    return np.asarray(_SHARES @ points[:, :2] + _OUTWARD * eye_distance_px, np.float64)


def _named(places: NDArray[np.float64]) -> dict[str, tuple[float, float]]:
    return {handle.id: (x, y) for handle, (x, y) in zip(HANDLES, places.tolist(), strict=True)}


def partner_of(control: str) -> str:
    """The control that moves along when both sides are linked; its own name where there is none.

    Eyes look together: what turns one eye outward turns the other inward.
    """
    if control in _ONE_SIDED:
        return control
    return _GAZE_PARTNER.get(control, mirrored_name(control))


def controls_of(handle: FaceHandle, is_linked: bool) -> tuple[str, ...]:
    """All controls that a drag of a handle may move, in the order of `ALL_CONTROLS`."""
    names = set(handle.controls)
    if is_linked or not handle.side:
        names |= {partner_of(name) for name in names}
    return tuple(name for name in ALL_CONTROLS if name in names)


def drag_pose(
    response: FaceResponse,
    handle: FaceHandle,
    start: Pose,
    target: tuple[float, float],
    is_linked: bool = True,
) -> dict[str, float]:
    """Which controls bring a handle nearest to a point, moving as few of them as little as possible.

    Args:
        response: How this face answers.
        handle: What is dragged.
        start: The whole pose when the drag began; the answer depends on it and the target alone, so that going back
            undoes the drag.
        target: Where the handle shall be, pixels of the picture.
        is_linked: Whether the other side does the same.

    Returns:
        New values of the handle's controls (and their partners); all others stay.
    """
    names = tuple(name for name in handle.controls if (handle.id, name) in response.shifts)
    columns = _Columns(response, handle, start, names, is_linked)
    scale = response.eye_distance_px
    begin = columns.position(columns.start)
    wanted = (np.array(target, np.float64) - begin) / scale
    length = float(np.hypot(*wanted))
    if length < 1e-6 or not names:
        return columns.pose(columns.start)
    x, aim, reached = columns.start.copy(), wanted, np.zeros(2)
    matrix = columns.slopes(x) / scale
    for _ in range(ROUNDS):
        price = SPARSITY * float(np.abs(matrix.T @ wanted).max())
        moved = _nearest(matrix, aim - reached + matrix @ x, x, columns, price)
        is_settled = bool(np.abs(moved - x).max() < 1e-3)
        x, reached = moved, (columns.position(moved) - begin) / scale
        matrix = columns.slopes(x) / scale
        if is_settled or np.hypot(*(wanted - reached)) < CLOSE_ENOUGH * length:
            break
        aim = aim + wanted - reached
        aim = aim * min(1.0, LARGEST_AIM * length / max(float(np.hypot(*aim)), 1e-9))
    done = np.hypot(*(matrix * (x - columns.start)))
    return columns.pose(np.where(done < NEGLIGIBLE * length, columns.start, x))


class _Columns:
    """The unknowns of a drag: each control as a share of its reach, its partner moving along."""

    def __init__(
        self, response: FaceResponse, handle: FaceHandle, start: Pose, names: tuple[str, ...], is_linked: bool
    ) -> None:
        self.response, self.handle, self.names = response, handle, names
        self.reach = np.array([limits_of(name)[1] for name in names])
        self.low = np.array([limits_of(name)[0] for name in names]) / self.reach
        self.start = np.array([start.get(name, 0.0) for name in names]) / self.reach
        self.price = np.array([handle.controls[name] for name in names])
        moved = set(names)
        self.partners: dict[str, tuple[int, float]] = {}
        """Partner -> (which unknown it follows, its value when the drag began)."""
        if is_linked or not handle.side:
            for index, name in enumerate(names):
                partner = partner_of(name)
                if partner not in moved:
                    self.partners[partner] = index, start.get(partner, 0.0)
        moved |= self.partners.keys()
        near = moved | {mirrored_name(name) for name in moved}
        self.others = {name: value for name, value in start.items() if name in near - moved}
        far = {name: value for name, value in start.items() if name not in near}
        self.base = np.array(response.position(handle.id, far)) - np.array(response.rest[handle.id])

    def values(self, x: NDArray[np.float64]) -> dict[str, float]:
        pose: dict[str, float] = dict(zip(self.names, (x * self.reach).tolist(), strict=True))
        for partner, (index, value) in self.partners.items():
            low, high = limits_of(partner)
            moved = value + float((x[index] - self.start[index]) * self.reach[index])
            pose[partner] = min(high, max(low, moved))
        return pose

    def position(self, x: NDArray[np.float64]) -> NDArray[np.float64]:
        """Where the handle comes to lie, (2,) pixels."""
        place = self.response.position(self.handle.id, {**self.others, **self.values(x)})
        return np.asarray(self.base + place, np.float64)

    def slopes(self, x: NDArray[np.float64]) -> NDArray[np.float64]:
        """Pixels for the whole reach of each unknown, (2, n): looking a little towards rest, ahead from there."""
        rows, here = [], self.position(x)
        for i in range(len(x)):
            beside = x.copy()
            beside[i] -= np.sign(x[i]) * SLOPE_STEP if abs(x[i]) >= SLOPE_STEP else -SLOPE_STEP
            rows.append((self.position(beside) - here) / (beside[i] - x[i]))
        return np.array(rows).T.reshape(2, len(x))

    def pose(self, x: NDArray[np.float64]) -> dict[str, float]:
        return {name: 0.0 if abs(value) < 1e-4 else round(value, 4) for name, value in self.values(x).items()}


def _nearest(
    matrix: NDArray[np.float64], wanted: NDArray[np.float64], x: NDArray[np.float64], columns: _Columns, price: float
) -> NDArray[np.float64]:
    """Minimise ½|A x - wanted|² + price |x - start| + ½ smoothness (x - start)² within limits, one unknown in turn."""
    a, b = matrix.tolist()
    rest_x, rest_y = (wanted - matrix @ x).tolist()
    start, low, prices = columns.start.tolist(), columns.low.tolist(), columns.price.tolist()
    now = x.tolist()
    for _ in range(SWEEPS):
        largest = 0.0
        for i in range(len(now)):
            square = a[i] * a[i] + b[i] * b[i]
            curvature = square + SMOOTHNESS
            free = (a[i] * rest_x + b[i] * rest_y + square * now[i] + SMOOTHNESS * start[i]) / curvature
            value = min(1.0, max(low[i], _priced(free, start[i], price * prices[i] / curvature)))
            moved = value - now[i]
            if moved:
                rest_x, rest_y = rest_x - a[i] * moved, rest_y - b[i] * moved
                largest, now[i] = max(largest, abs(moved)), value
        if largest < 1e-4:
            break
    return np.array(now)


def _priced(free: float, start: float, price: float) -> float:
    """Where a control goes that would go to `free` if moving cost nothing: less far, and going to rest is cheaper."""
    if start < 0:
        return -_priced(-free, -start, price)
    if free >= start:
        return max(start, free - price)
    if start == 0:
        return min(0.0, free + price)
    towards = min(start, free + TOWARDS_REST * price)
    return towards if towards >= 0 else min(0.0, free + price)
