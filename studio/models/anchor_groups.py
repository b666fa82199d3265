"""Hand-placed anchors as groups that move together, and as mirrored pairs."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence

from studio.models.face import ANCHOR_NAMES, REQUIRED_ANCHORS

Point = tuple[float, float]
AnchorPoints = Mapping[str, Point]

GROUPS: Mapping[str, tuple[str, ...]] = {
    "eyeRight": ("eyeRightOuter", "eyeRightInner", "eyeRightUpper", "eyeRightLower", "irisRight"),
    "eyeLeft": ("eyeLeftInner", "eyeLeftOuter", "eyeLeftUpper", "eyeLeftLower", "irisLeft"),
    "browRight": ("browRightOuter", "browRightMiddle", "browRightInner"),
    "browLeft": ("browLeftInner", "browLeftMiddle", "browLeftOuter"),
    "nose": ("noseTip", "noseWingRight", "noseWingLeft"),
    "mouth": ("mouthRight", "mouthLeft", "upperLipTop", "upperLipBottom", "lowerLipTop", "lowerLipBottom"),
    "jaw": ("chin", "jawRight", "jawLeft", "cheekRight", "cheekLeft"),
}
"""Group -> the anchors that move as one; the forehead stands alone."""

GUIDE_ORDER: tuple[str, ...] = (
    *REQUIRED_ANCHORS,
    *("noseTip", "upperLipBottom", "lowerLipBottom", "upperLipTop", "lowerLipTop"),
    *("eyeRightUpper", "eyeRightLower", "eyeLeftUpper", "eyeLeftLower"),
    *("browRightOuter", "browRightMiddle", "browRightInner", "browLeftInner", "browLeftMiddle", "browLeftOuter"),
    *("jawRight", "jawLeft", "cheekRight", "cheekLeft", "forehead"),
    *("irisRight", "irisLeft", "noseWingRight", "noseWingLeft"),
)  # fmt: skip
"""In which order a face is placed by hand: what must be, then what helps most."""


def group_of(name: str) -> str:
    """The group of an anchor; empty for one that stands alone."""
    return next((group for group, names in GROUPS.items() if name in names), "")


def partner_of(name: str) -> str:
    """The anchor (or group) on the other side; itself in the middle."""
    if "Right" in name:
        return name.replace("Right", "Left")
    return name.replace("Left", "Right")


def moved(points: AnchorPoints, names: Iterable[str], offset: Point, is_symmetric: bool) -> dict[str, Point]:
    """Anchors after some of them were moved.

    Args:
        points: All of them.
        names: Which are moved.
        offset: By how much.
        is_symmetric: Their partners move along, mirrored at the face's axis.
    """
    result = dict(points)
    chosen = [name for name in names if name in result]
    for name in chosen:
        result[name] = (points[name][0] + offset[0], points[name][1] + offset[1])
    if is_symmetric:
        across = face_across(points)
        flipped = _mirrored(offset, across)
        for name in chosen:
            partner = partner_of(name)
            if partner not in chosen and partner in result:
                result[partner] = (points[partner][0] + flipped[0], points[partner][1] + flipped[1])
    return result


def face_across(points: AnchorPoints) -> Point:
    """Unit vector from the face's right eye to its left one; level where eyes are missing."""
    right = [points[name] for name in ("eyeRightOuter", "eyeRightInner") if name in points]
    left = [points[name] for name in ("eyeLeftInner", "eyeLeftOuter") if name in points]
    if not right or not left:
        return (1.0, 0.0)
    step = _minus(_mean(left), _mean(right))
    length = math.hypot(*step)
    return (step[0] / length, step[1] / length) if length > 1e-6 else (1.0, 0.0)


def kept_inside(points: AnchorPoints, size: tuple[int, int]) -> dict[str, Point]:
    """Anchors that left the picture, put back onto its edge."""
    width, height = size
    return {name: (min(max(x, 0.0), float(width)), min(max(y, 0.0), float(height))) for name, (x, y) in points.items()}


def next_to_place(placed: AnchorPoints, skipped: Iterable[str] = ()) -> str:
    """What the guided mode asks for next; empty when everything is placed or skipped."""
    done = {*placed, *skipped}
    return next((name for name in GUIDE_ORDER if name not in done), "")


def is_enough(placed: AnchorPoints) -> bool:
    """Whether a face can be made of what is placed."""
    return all(name in placed for name in REQUIRED_ANCHORS)


def in_order(names: Iterable[str]) -> tuple[str, ...]:
    """Anchors in the order in which the keyboard goes through them."""
    present = set(names)
    return tuple(name for name in ANCHOR_NAMES if name in present)


def _mirrored(offset: Point, across: Point) -> Point:
    along = offset[0] * across[0] + offset[1] * across[1]
    return (offset[0] - 2 * along * across[0], offset[1] - 2 * along * across[1])


def _mean(points: Sequence[Point]) -> Point:
    return (sum(x for x, _ in points) / len(points), sum(y for _, y in points) / len(points))


def _minus(one: Point, other: Point) -> Point:
    return (one[0] - other[0], one[1] - other[1])
