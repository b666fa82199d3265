"""The controls of a face: ARKit's 52 blendshapes and the head's three angles.

A *pose* is a sparse mapping from control name to value; a control that is absent is 0, the reference's own state.
Left and right are the character's own: left is on the right-hand side of the picture.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from studio.core.errors import InputError

Pose = Mapping[str, float]
"""Control name -> value: blendshapes 0…1, head angles in degrees."""

ARKIT_CONTROLS: tuple[str, ...] = (
    "eyeBlinkLeft", "eyeLookDownLeft", "eyeLookInLeft", "eyeLookOutLeft", "eyeLookUpLeft", "eyeSquintLeft",
    "eyeWideLeft", "eyeBlinkRight", "eyeLookDownRight", "eyeLookInRight", "eyeLookOutRight", "eyeLookUpRight",
    "eyeSquintRight", "eyeWideRight", "jawForward", "jawRight", "jawLeft", "jawOpen", "mouthClose", "mouthFunnel",
    "mouthPucker", "mouthRight", "mouthLeft", "mouthSmileLeft", "mouthSmileRight", "mouthFrownLeft",
    "mouthFrownRight", "mouthDimpleLeft", "mouthDimpleRight", "mouthStretchLeft", "mouthStretchRight",
    "mouthRollLower", "mouthRollUpper", "mouthShrugLower", "mouthShrugUpper", "mouthPressLeft", "mouthPressRight",
    "mouthLowerDownLeft", "mouthLowerDownRight", "mouthUpperUpLeft", "mouthUpperUpRight", "browDownLeft",
    "browDownRight", "browInnerUp", "browOuterUpLeft", "browOuterUpRight", "cheekPuff", "cheekSquintLeft",
    "cheekSquintRight", "noseSneerLeft", "noseSneerRight", "tongueOut",
)  # fmt: skip

HEAD_CONTROLS: tuple[str, ...] = ("headYaw", "headPitch", "headRoll")
"""Degrees. Yaw > 0 turns the face to the right of the picture, pitch > 0 lifts the chin,
roll > 0 tilts the head clockwise as seen in the picture."""

ALL_CONTROLS: tuple[str, ...] = ARKIT_CONTROLS + HEAD_CONTROLS
CONTROL_INDEX: Mapping[str, int] = {name: index for index, name in enumerate(ALL_CONTROLS)}

HEAD_LIMIT_DEG: Mapping[str, float] = {"headYaw": 20.0, "headPitch": 15.0, "headRoll": 25.0}
"""How far a 2.5D head may turn before it shows what the picture does not hold."""


class Region(StrEnum):
    """Part of the face a control belongs to."""

    EYES = "eyes"
    BROWS = "brows"
    CHEEKS = "cheeks"
    NOSE = "nose"
    JAW = "jaw"
    MOUTH = "mouth"
    TONGUE = "tongue"
    HEAD = "head"


_PREFIX_REGION = {
    "eye": Region.EYES, "brow": Region.BROWS, "cheek": Region.CHEEKS, "nose": Region.NOSE,
    "jaw": Region.JAW, "mouth": Region.MOUTH, "tongue": Region.TONGUE, "head": Region.HEAD,
}  # fmt: skip


def region_of(control: str) -> Region:
    """The region of a control.

    Raises:
        InputError: If there is no such control.
    """
    check_names([control])
    return next(region for prefix, region in _PREFIX_REGION.items() if control.startswith(prefix))


def mirrored_name(control: str) -> str:
    """The same control on the other side of the face; controls of the middle give themselves."""
    if control.endswith("Left"):
        return control[: -len("Left")] + "Right"
    if control.endswith("Right"):
        return control[: -len("Right")] + "Left"
    return control


def mirrored(pose: Pose) -> dict[str, float]:
    """The pose as seen in a mirror."""
    flip = {"headYaw": -1.0, "headRoll": -1.0}
    return {mirrored_name(name): value * flip.get(name, 1.0) for name, value in pose.items()}


def limits_of(control: str) -> tuple[float, float]:
    """Smallest and largest value of a control."""
    limit = HEAD_LIMIT_DEG.get(control)
    return (0.0, 1.0) if limit is None else (-limit, limit)


def check_names(names: Iterable[str]) -> None:
    """Refuse unknown control names.

    Raises:
        InputError: With the unknown names and the nearest known ones.
    """
    unknown = [name for name in names if name not in CONTROL_INDEX]
    if not unknown:
        return
    import difflib

    near = {hit for name in unknown for hit in difflib.get_close_matches(name, ALL_CONTROLS, 2, 0.5)}
    hint = f"Did you mean {', '.join(sorted(near))}?" if near else "See `avatar-studio expressions list --controls`."
    raise InputError(f"Unknown control: {', '.join(unknown)}.", hint, "controls.unknown")


def clamped(pose: Pose) -> dict[str, float]:
    """The pose with each value inside its control's limits, zeros left out, in the order of `ALL_CONTROLS`.

    Raises:
        InputError: If a control is unknown or a value is not a finite number.
    """
    check_names(pose)
    result: dict[str, float] = {}
    for name in sorted(pose, key=CONTROL_INDEX.__getitem__):  # sums of floats depend on their order
        value = pose[name]
        if not np.isfinite(value):
            raise InputError(f"The value of {name} is not a number.", "Give a value between 0 and 1.", "controls.nan")
        low, high = limits_of(name)
        limited = min(high, max(low, float(value)))
        if limited:
            result[name] = limited
    return result


def to_vector(pose: Pose) -> NDArray[np.float32]:
    """The pose as (55,) float32 in the order of `ALL_CONTROLS`, clamped."""
    vector = np.zeros(len(ALL_CONTROLS), np.float32)
    for name, value in clamped(pose).items():
        vector[CONTROL_INDEX[name]] = value
    return vector
