"""What an action of a plugin is given, and what it gives back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from studio.core.jobs import CancelToken
from studio.models.controls import Pose
from studio.models.expression import Expression


@dataclass(frozen=True, slots=True, eq=False)
class ActionContext:
    """The selected character, as a plugin may see it. Runs beside the window: it may take its time.

    Attributes:
        project_name: For people.
        character_name: For people; empty if nobody is selected.
        pose: What the character wears.
        expressions: What it can wear.
        draw: Draws the character wearing a pose: (H, W, 4) uint8, sRGB, straight alpha, RGBA; None without one.
        cancel: Call its `check` now and then.
    """

    project_name: str
    character_name: str
    pose: Pose
    expressions: tuple[Expression, ...]
    draw: Callable[[Pose], NDArray[np.uint8]] | None
    cancel: CancelToken


@dataclass(frozen=True, slots=True)
class ActionResult:
    """What comes of an action.

    Attributes:
        message: Told to the user; empty for nothing.
        expressions: Added to the project, as one step that can be undone.
        pose: Worn by the character from now on, as one step that can be undone; None to leave it.
    """

    message: str = ""
    expressions: tuple[Expression, ...] = ()
    pose: Pose | None = None
