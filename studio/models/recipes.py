"""Recipes: poses as people write them, and what a face cannot do.

In files a control with two sides may be written once for both: ``"mouthSmile": 0.6`` means ``mouthSmileLeft`` and
``mouthSmileRight``. ``"lookLeft": 0.5`` turns both eyes to the character's own left, ``"lookRight"`` to the right.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from studio.core.errors import InputError
from studio.models.controls import ALL_CONTROLS, ARKIT_CONTROLS, Pose, check_names, clamped, limits_of

GAZE_PARTS: Mapping[str, tuple[str, str]] = {
    "lookLeft": ("eyeLookOutLeft", "eyeLookInRight"),
    "lookRight": ("eyeLookInLeft", "eyeLookOutRight"),
}
"""Both eyes to one side of the character."""

_WHOLE_NAMES = ("jaw", "mouth")  # jawLeft and mouthLeft are directions, not sides of a pair

SIDED_CONTROLS: Mapping[str, tuple[str, str]] = {
    name[: -len("Left")]: (name, name[: -len("Left")] + "Right")
    for name in ARKIT_CONTROLS
    if name.endswith("Left") and name[: -len("Left")] not in _WHOLE_NAMES
}
"""Name without a side -> its left and right control."""

SHORTHANDS: Mapping[str, tuple[str, str]] = {**SIDED_CONTROLS, **GAZE_PARTS}


def expand(recipe: Mapping[str, float]) -> dict[str, float]:
    """Write out the shorthands of a recipe; a side written by itself wins over the pair.

    Returns:
        A pose with zeros left out, in the order of `ALL_CONTROLS`.

    Raises:
        InputError: If a name is unknown, or a value is outside its control's limits.
    """
    written: dict[str, float] = {}
    for name, value in recipe.items():
        for part in SHORTHANDS.get(name, ()):
            written[part] = value
    written.update({name: value for name, value in recipe.items() if name not in SHORTHANDS})
    check_names(written)
    for name, value in written.items():
        _check_range(name, value)
    limited = clamped(written)
    return {name: limited[name] for name in ALL_CONTROLS if name in limited}


def _check_range(name: str, value: float) -> None:
    low, high = limits_of(name)
    if not low <= value <= high:  # also refuses NaN
        raise InputError(
            f"{name} is {value:g}, but goes from {low:g} to {high:g}.", "Give a value in that range.", "controls.range"
        )


_OPPOSITES: tuple[tuple[str, str, float], ...] = (
    ("browDown", "browOuterUp", 1.0),
    ("mouthSmile", "mouthFrown", 0.9),
    ("mouthStretch", "mouthPucker", 0.8),
    ("mouthSmile", "mouthPucker", 1.1),
    ("mouthStretch", "mouthFunnel", 1.2),
    ("mouthPress", "mouthFunnel", 0.7),
    ("eyeWide", "eyeSquint", 1.25),
    ("eyeWide", "eyeBlink", 0.5),
    ("mouthPress", "mouthLowerDown", 1.0),
)
"""Muscles that pull against each other: the sum that one side of a face can still show."""

_EXCLUSIVE: tuple[tuple[str, str], ...] = (
    ("jawLeft", "jawRight"), ("mouthLeft", "mouthRight"),
    ("eyeLookUpLeft", "eyeLookDownLeft"), ("eyeLookUpRight", "eyeLookDownRight"),
    ("eyeLookInLeft", "eyeLookOutLeft"), ("eyeLookInRight", "eyeLookOutRight"),
    ("eyeLookOutLeft", "eyeLookOutRight"),
)  # fmt: skip
"""Directions that cannot be taken at once; the last pair would be wall-eyed."""

_YOKED: tuple[tuple[str, str], ...] = (
    ("eyeLookUpLeft", "eyeLookUpRight"), ("eyeLookDownLeft", "eyeLookDownRight"),
    ("eyeLookOutLeft", "eyeLookInRight"), ("eyeLookOutRight", "eyeLookInLeft"),
)  # fmt: skip
"""Both eyes look at one thing (crossing them by the same amount is allowed)."""

_GAZE_TOLERANCE = 0.15
_PRESS_OPENING = 0.15
_PUFF_OPENING = 0.15
_ROLL_OPENING = 0.4
_TONGUE_OPENING = 0.08


def recipe_problems(pose: Pose) -> list[str]:
    """What a living face could not do in this pose, one sentence each; empty for a sound recipe.

    It is advice for authors: such poses can still be drawn.
    """
    try:
        clean = expand(pose)
    except InputError as error:
        return [error.user_message]
    return [*_opposites(clean), *_gaze(clean), *_mouth(clean)]


def _opposites(pose: Pose) -> Iterator[str]:
    for first, second, most in _OPPOSITES:
        for side in range(2):
            left, right = (_side(name, side) for name in (first, second))
            a, b = pose.get(left, 0.0), pose.get(right, 0.0)
            if min(a, b) > 0 and a + b > most + 1e-9:
                yield f"{left} {a:g} and {right} {b:g} pull against each other."
    for first, second in _EXCLUSIVE:
        if min(pose.get(first, 0.0), pose.get(second, 0.0)) > 0:
            yield f"{first} and {second} cannot be taken at once."


def _side(name: str, side: int) -> str:
    return SIDED_CONTROLS[name][side] if name in SIDED_CONTROLS else name


def _gaze(pose: Pose) -> Iterator[str]:
    crossed = abs(pose.get("eyeLookInLeft", 0.0) - pose.get("eyeLookInRight", 0.0)) <= _GAZE_TOLERANCE
    is_crossing = crossed and min(pose.get("eyeLookInLeft", 0.0), pose.get("eyeLookInRight", 0.0)) > 0
    for first, second in _YOKED:
        sideways = "Out" in first
        if abs(pose.get(first, 0.0) - pose.get(second, 0.0)) > _GAZE_TOLERANCE and not (sideways and is_crossing):
            yield f"{first} and {second} differ: the eyes look at two things."


def _mouth(pose: Pose) -> Iterator[str]:
    jaw, closed = pose.get("jawOpen", 0.0), pose.get("mouthClose", 0.0)
    opening = jaw - closed
    if opening < -1e-9:
        yield f"mouthClose {closed:g} closes more than jawOpen {jaw:g} opens."
    press = max(pose.get("mouthPressLeft", 0.0), pose.get("mouthPressRight", 0.0))
    if press > 0.2 and opening > _PRESS_OPENING:
        yield f"The lips cannot be pressed ({press:g}) while the mouth is open ({opening:g})."
    roll = max(pose.get("mouthRollLower", 0.0), pose.get("mouthRollUpper", 0.0))
    if roll > 0.5 and opening > _ROLL_OPENING:
        yield f"The lips cannot be rolled in ({roll:g}) while the mouth is wide open ({opening:g})."
    if pose.get("cheekPuff", 0.0) > 0.2 and opening > _PUFF_OPENING:
        yield "The cheeks cannot be puffed while the mouth is open."
    if pose.get("tongueOut", 0.0) > 0.2 and opening < _TONGUE_OPENING:
        yield "The tongue cannot be out while the mouth is closed."
