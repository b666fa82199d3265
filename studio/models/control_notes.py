"""What each control does, for people: one line each, with its facial action unit where there is one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from studio.models.controls import ALL_CONTROLS, HEAD_LIMIT_DEG, Region, limits_of, region_of


@dataclass(frozen=True, slots=True)
class ControlRow:
    """One control for a table.

    Attributes:
        name: As in ARKit.
        region: Part of the face.
        minimum, maximum: Its limits.
        unit: "" for a weight, "deg" for an angle.
        meaning: What it does, with the facial action unit (AU).
    """

    name: str
    region: Region
    minimum: float
    maximum: float
    unit: str
    meaning: str


_PAIRED: Mapping[str, str] = {
    "eyeBlink": "closes the lid (AU 45)",
    "eyeLookDown": "turns the eye down (AU 64)",
    "eyeLookIn": "turns the eye towards the nose",
    "eyeLookOut": "turns the eye away from the nose",
    "eyeLookUp": "turns the eye up (AU 63)",
    "eyeSquint": "tightens the lids (AU 7)",
    "eyeWide": "raises the upper lid (AU 5)",
    "mouthSmile": "pulls the lip corner up (AU 12)",
    "mouthFrown": "pulls the lip corner down (AU 15)",
    "mouthDimple": "pulls the lip corner back, dimple (AU 14)",
    "mouthStretch": "stretches the lip corner sideways (AU 20)",
    "mouthPress": "presses the lips together (AU 24)",
    "mouthLowerDown": "lowers the lower lip, shows lower teeth (AU 16)",
    "mouthUpperUp": "raises the upper lip, shows upper teeth (AU 10)",
    "browDown": "lowers the brow (AU 4)",
    "browOuterUp": "raises the outer brow (AU 2)",
    "cheekSquint": "raises the cheek (AU 6)",
    "noseSneer": "wrinkles the nose (AU 9)",
}

_SINGLE: Mapping[str, str] = {
    "jawForward": "pushes the jaw forward (AU 29)",
    "jawRight": "moves the jaw to the character's right (AU 30)",
    "jawLeft": "moves the jaw to the character's left (AU 30)",
    "jawOpen": "opens the jaw (AU 26, AU 27)",
    "mouthClose": "closes the lips over an open jaw, at most as far as jawOpen",
    "mouthFunnel": "opens the lips into a funnel (AU 22)",
    "mouthPucker": "puckers the lips (AU 18)",
    "mouthRight": "moves the mouth to the character's right",
    "mouthLeft": "moves the mouth to the character's left",
    "mouthRollLower": "rolls the lower lip in (AU 28)",
    "mouthRollUpper": "rolls the upper lip in (AU 28)",
    "mouthShrugLower": "pushes chin and lower lip up (AU 17)",
    "mouthShrugUpper": "pushes the upper lip up and out",
    "browInnerUp": "raises the inner brows (AU 1)",
    "cheekPuff": "puffs the cheeks (AU 34)",
    "tongueOut": "puts the tongue out (AU 19)",
    "headYaw": "turns the head, above 0 to the right of the picture (AU 51, AU 52)",
    "headPitch": "lifts the chin, below 0 lowers it (AU 53, AU 54)",
    "headRoll": "tilts the head, above 0 clockwise in the picture (AU 55, AU 56)",
}


def controls_table() -> tuple[ControlRow, ...]:
    """All 55 controls in the order of `ALL_CONTROLS`."""
    return tuple(
        ControlRow(name, region_of(name), *limits_of(name), "deg" if name in HEAD_LIMIT_DEG else "", _meaning(name))
        for name in ALL_CONTROLS
    )


def _meaning(name: str) -> str:
    if name in _SINGLE:
        return _SINGLE[name]
    side = "Left" if name.endswith("Left") else "Right"
    return f"{_PAIRED[name.removesuffix(side)]}, character's {side.lower()}"
