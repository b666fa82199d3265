"""The rig: what each control moves, written in canonical coordinates.

Every control is a sum of *pulls*. A pull drags the skin around a centre by a vector and fades smoothly to nothing
at its radii. Units are eye distances (about 63 mm on an adult); x runs to the right of the picture, which is the
character's left, y runs down. Pulls are given for the left side and mirrored for the right one.

The amounts follow facial anatomy: the Facial Action Coding System names the muscle behind each control, the
distances were set by eye on portraits and checked against renders whose weights are known.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Pull:
    """One drag of the skin.

    Attributes:
        x, y: Centre.
        rx, ry: Radii at which the pull has faded to nothing.
        dx, dy: The drag at the centre.
        plateau: 0…1, share of the radius over which the drag stays full.
        sx, sy: Stretch about the centre: a point gains ``sx`` times its distance from it, fading likewise.
    """

    x: float
    y: float
    rx: float
    ry: float
    dx: float
    dy: float
    plateau: float = 0.0
    sx: float = 0.0
    sy: float = 0.0


def smoothstep(x: NDArray[np.floating[Any]]) -> NDArray[np.floating[Any]]:
    """3x² - 2x³ with x limited to 0…1."""
    t = np.clip(x, 0.0, 1.0)
    return np.asarray(t * t * (3.0 - 2.0 * t))


def bump(r2: NDArray[np.floating[Any]]) -> NDArray[np.floating[Any]]:
    """(1 - r²)³ inside the unit circle, 0 outside: smooth to the second derivative (Wendland-like)."""
    inside = np.clip(1.0 - r2, 0.0, None)
    return np.asarray(inside * inside * inside)


def pull_weight(q: NDArray[np.float32], pull: Pull) -> NDArray[np.float32]:
    """How strongly a pull acts at canonical points ``q`` (…, 2); (…,) 0…1."""
    r2 = ((q[..., 0] - pull.x) / pull.rx) ** 2 + ((q[..., 1] - pull.y) / pull.ry) ** 2
    if pull.plateau:
        r = np.clip((np.sqrt(r2) - pull.plateau) / (1.0 - pull.plateau), 0.0, None)
        r2 = r * r
    return np.asarray(bump(r2), np.float32)


def displacement(q: NDArray[np.float32], pulls: tuple[Pull, ...]) -> NDArray[np.float32]:
    """Sum of pulls at canonical points ``q`` (…, 2), in canonical units, (…, 2)."""
    total = np.zeros(q.shape, np.float32)
    for pull in pulls:
        weight = pull_weight(q, pull)
        total[..., 0] += weight * (pull.dx + pull.sx * (q[..., 0] - pull.x))
        total[..., 1] += weight * (pull.dy + pull.sy * (q[..., 1] - pull.y))
    return total


def _mirror(pulls: tuple[Pull, ...]) -> tuple[Pull, ...]:
    return tuple(Pull(-p.x, p.y, p.rx, p.ry, -p.dx, p.dy, p.plateau, p.sx, p.sy) for p in pulls)


_LEFT: Mapping[str, tuple[Pull, ...]] = {
    # corrugator and depressor supercilii: the brow comes down and in, steepest at its inner end
    "browDown": (
        Pull(0.24, -0.38, 0.48, 0.34, -0.030, 0.072),
        Pull(0.62, -0.43, 0.50, 0.32, -0.006, 0.058),
    ),
    # lateral frontalis
    "browOuterUp": (
        Pull(0.80, -0.32, 0.52, 0.46, 0.01, -0.125),
        Pull(0.55, -0.62, 0.62, 0.46, 0.0, -0.035),
    ),
    # orbicularis oculi, orbital part: the cheek rises towards the eye
    "cheekSquint": (
        Pull(0.62, 0.42, 0.58, 0.46, 0.015, -0.085),
        Pull(0.92, 0.10, 0.32, 0.32, -0.015, 0.01),
    ),
    "eyeSquint": (Pull(0.54, 0.26, 0.50, 0.30, 0.0, -0.035),),
    "eyeWide": (Pull(0.54, -0.26, 0.46, 0.26, 0.0, -0.02),),
    "eyeBlink": (Pull(0.54, -0.24, 0.46, 0.24, 0.0, 0.018),),
    # levator labii superioris alaeque nasi: wing and lip rise, the bridge wrinkles
    "noseSneer": (
        Pull(0.25, 0.58, 0.34, 0.36, 0.015, -0.085),
        Pull(0.30, 0.92, 0.30, 0.26, 0.005, -0.055),
        Pull(0.30, -0.22, 0.36, 0.30, -0.02, 0.030),
        Pull(0.50, 0.45, 0.34, 0.34, 0.0, -0.035),
    ),
    # zygomaticus major: the corner goes out and up, the cheek bulges and rises
    "mouthSmile": (
        Pull(0.445, 1.09, 0.68, 0.65, 0.106, -0.150),
        Pull(0.67, 0.56, 0.68, 0.72, 0.055, -0.064),
        Pull(0.17, 1.40, 0.42, 0.47, 0.003, -0.064),
    ),
    # depressor anguli oris
    "mouthFrown": (
        Pull(0.41, 1.12, 0.42, 0.40, 0.012, 0.115),
        Pull(0.16, 1.30, 0.36, 0.34, 0.0, -0.02),
    ),
    # buccinator: the corner is drawn back and tucked in
    "mouthDimple": (Pull(0.42, 1.11, 0.40, 0.36, 0.085, -0.018),),
    # risorius and platysma
    "mouthStretch": (
        Pull(0.42, 1.14, 0.46, 0.42, 0.125, 0.045),
        Pull(0.50, 1.55, 0.44, 0.46, 0.03, 0.04),
    ),
    "mouthPress": (Pull(0.40, 1.11, 0.36, 0.30, 0.022, 0.0),),
    "mouthLowerDown": (Pull(0.26, 1.34, 0.36, 0.34, 0.012, 0.045),),
    "mouthUpperUp": (
        Pull(0.24, 0.90, 0.34, 0.34, 0.004, -0.055),
        Pull(0.42, 0.72, 0.34, 0.34, 0.01, -0.03),
    ),
}

_MIDDLE: Mapping[str, tuple[Pull, ...]] = {
    # medial frontalis: inner ends rise, the forehead follows
    "browInnerUp": (
        Pull(0.22, -0.30, 0.50, 0.44, -0.012, -0.125),
        Pull(-0.22, -0.30, 0.50, 0.44, 0.012, -0.125),
        Pull(0.0, -0.66, 0.80, 0.50, 0.0, -0.045),
    ),
    "cheekPuff": (
        Pull(0.66, 1.02, 0.52, 0.52, 0.115, 0.01),
        Pull(-0.66, 1.02, 0.52, 0.52, -0.115, 0.01),
        Pull(0.0, 0.86, 0.34, 0.26, 0.0, -0.03),
        Pull(0.0, 1.38, 0.40, 0.28, 0.0, 0.03),
    ),
    # orbicularis oris, outer part: the lips turn out round an O
    "mouthFunnel": (
        Pull(0.0, 1.11, 0.86, 0.50, 0.0, 0.0, 0.25, -0.34, 0.10),
        Pull(0.0, 0.92, 0.42, 0.28, 0.0, -0.020),
        Pull(0.0, 1.34, 0.42, 0.30, 0.0, 0.025),
    ),
    # orbicularis oris, inner part: the lips draw together and come forward, fuller than before
    "mouthPucker": (
        Pull(0.0, 1.11, 0.90, 0.52, 0.0, 0.0, 0.25, -0.46, 0.14),
        Pull(0.0, 0.94, 0.36, 0.26, 0.0, -0.015),
        Pull(0.0, 1.30, 0.36, 0.26, 0.0, 0.020),
    ),
    "mouthLeft": (Pull(0.0, 1.12, 0.92, 0.62, 0.155, 0.0, 0.15),),
    "mouthRight": (Pull(0.0, 1.12, 0.92, 0.62, -0.155, 0.0, 0.15),),
    "mouthRollLower": (Pull(0.0, 1.36, 0.50, 0.28, 0.0, -0.028),),
    "mouthRollUpper": (Pull(0.0, 0.88, 0.50, 0.26, 0.0, 0.024),),
    # mentalis: the chin boss pushes up, the lower lip with it
    "mouthShrugLower": (Pull(0.0, 1.50, 0.56, 0.46, 0.0, -0.085, 0.1),),
    "mouthShrugUpper": (Pull(0.0, 0.98, 0.46, 0.30, 0.0, -0.055),),
    "mouthClose": (),
    "tongueOut": (),
}

GAZE_CONTROLS: tuple[str, ...] = tuple(
    f"eyeLook{way}{side}" for side in ("Left", "Right") for way in ("Down", "In", "Out", "Up")
)
"""They move the iris and the lids only."""


def _all_pulls() -> dict[str, tuple[Pull, ...]]:
    table = dict(_MIDDLE)
    for name, pulls in _LEFT.items():
        table[f"{name}Left"] = pulls
        table[f"{name}Right"] = _mirror(pulls)
    return table


PULLS: Mapping[str, tuple[Pull, ...]] = _all_pulls()
"""Control -> pulls, for all controls that move skin by pulls."""


MIDLINE_BLEND = 0.12
MIDLINE_BLEND_MOUTH = 0.32
"""Half width of the band about the middle of the face in which a one-sided control fades out, eye distances."""


def side_mask(control: str, q: NDArray[np.float32]) -> NDArray[np.float32]:
    """How far a control reaches at canonical points ``q`` (…, 2): one-sided ones stay on their side; (…,) 0…1.

    The masks of the two sides add up to 1, so that both together move the middle as one would.
    """
    if control in GAZE_CONTROLS or not control.endswith(("Left", "Right")) or control in ("mouthLeft", "mouthRight"):
        return np.ones(q.shape[:-1], np.float32)
    band = MIDLINE_BLEND_MOUTH if control.startswith("mouth") else MIDLINE_BLEND
    x = q[..., 0] if control.endswith("Left") else -q[..., 0]
    return np.asarray(smoothstep(0.5 + x / (2.0 * band)), np.float32)


# The jaw turns about its hinge in front of the ears: what lies far from the hinge moves most.
JAW_OPEN_CHIN = 0.31
"""How far the chin drops at jawOpen = 1."""
JAW_LIP = 0.50
"""How far the edge of the lower lip drops at jawOpen = 1: more than the chin, which swings back under it."""
JAW_NARROWING = 0.10
"""Share by which the mouth narrows as the cheeks stretch."""
JAW_SIDE_CHIN = 0.17
JAW_FORWARD_CHIN = 0.05
JAW_RAMP = (0.62, 1.62)
"""Between these heights the skin's share of the jaw's motion grows from nothing to all."""
JAW_HALF_WIDTH = 1.28
JAW_FADE = (1.85, 3.0)
"""Below the chin the motion fades into the neck."""


def jaw_share(q: NDArray[np.float32]) -> NDArray[np.float32]:
    """How much of the chin's motion the skin at canonical points ``q`` (…, 2) shares; (…,) 0…1."""
    x, y = q[..., 0], q[..., 1]
    ramp = smoothstep((y - JAW_RAMP[0]) / (JAW_RAMP[1] - JAW_RAMP[0]))
    fade = 1.0 - smoothstep((y - JAW_FADE[0]) / (JAW_FADE[1] - JAW_FADE[0]))
    # The chin drops as one piece; the cheeks give way towards the hinge.
    side = np.clip(1.0 - (x / JAW_HALF_WIDTH) ** 4, 0.0, None) ** 2
    return np.asarray(ramp * fade * side, np.float32)
