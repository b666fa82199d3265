"""The columns of a Live Link Face recording and what they mean here.

Order, spelling and signs were measured on recordings: the eyes' yaw is above 0 where both look to the character's right
and their pitch where they look down, in radians. The head's angles are taken to follow the same axes; its roll then is
clockwise in the picture. Programs that differ are met with `HeadReading`.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from studio.models.controls import ALL_CONTROLS, ARKIT_CONTROLS, HEAD_CONTROLS

TIME_COLUMN, COUNT_COLUMN = "Timecode", "BlendShapeCount"
EYE_COLUMNS = ("LeftEyeYaw", "LeftEyePitch", "LeftEyeRoll", "RightEyeYaw", "RightEyePitch", "RightEyeRoll")
HEAD_COLUMNS = ("HeadYaw", "HeadPitch", "HeadRoll")
SHAPE_COLUMNS = tuple(name[0].upper() + name[1:] for name in ARKIT_CONTROLS)
VALUE_COLUMNS = SHAPE_COLUMNS + HEAD_COLUMNS + EYE_COLUMNS
"""61 values, in the order in which they are written."""
TIME_WORDS = ("timecode", "time", "timestamp", "seconds", "times")
COUNT_WORDS = ("blendshapecount",)
DEGREES_ABOVE = math.pi + 0.01
"""Angles that go farther cannot be radians."""


@dataclass(frozen=True, slots=True)
class HeadReading:
    """What the head's angles of a recording mean.

    Attributes:
        is_degrees: True, False (radians), or None to find out from their size.
        signs: Factors for yaw, pitch and roll.
    """

    is_degrees: bool | None = None
    signs: tuple[float, float, float] = (-1.0, -1.0, 1.0)


def key_of(column: str) -> str:
    """A column's name as it is compared: case, blanks, quotes and lines do not matter; _L and _R are sides."""
    name = column.strip().strip("\"'").strip()
    for short, side in (("_L", "Left"), ("_R", "Right")):
        if name.endswith(short):
            name = name.removesuffix(short) + side
    return name.replace("_", "").replace(" ", "").replace("-", "").casefold()


CONTROL_OF_KEY = {name.casefold(): name for name in ALL_CONTROLS}
EXTRA_OF_KEY = {name.casefold(): name for name in EYE_COLUMNS}
COLUMN_OF_CONTROL = dict(zip(ALL_CONTROLS, SHAPE_COLUMNS + HEAD_COLUMNS, strict=True))
HEAD_COUNT = len(HEAD_CONTROLS)
