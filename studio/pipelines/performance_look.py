"""A first look at a film: who is in it, so that one can say whose face is meant before minutes are spent on it."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from studio.core.errors import InputError
from studio.core.jobs import CancelToken, Progress
from studio.models.face import FaceBox
from studio.models.performance_review import FilmSight
from studio.models.picture import Picture
from studio.pipelines.performance_frames import Film

LOOK_MS = 2000.0
"""So much of the beginning is looked at."""
STEP_MS = 400.0
MOST_SHOWN_PX = 720
"""Of the longer side of the frame that is shown."""


@dataclass(frozen=True, slots=True, eq=False)
class FilmLook:
    """The frame of the beginning that shows most faces.

    Attributes:
        time_ms: Of the frame.
        rgb: (H, W, 3) uint8, sRGB.
        faces: The largest first, in pixels; empty where nobody is seen.
        has_network: Whether the network that reads expressions is installed.
    """

    time_ms: float
    rgb: NDArray[np.uint8]
    faces: tuple[FaceBox, ...]
    has_network: bool

    def sight(self, title: str) -> FilmSight:
        """As it is shown, not larger than needed."""
        step = max(1, -(-max(self.rgb.shape[:2]) // MOST_SHOWN_PX))
        small = np.ascontiguousarray(self.rgb[::step, ::step])
        boxes = tuple((box.x / step, box.y / step, box.width / step, box.height / step) for box in self.faces)
        return FilmSight(title, small.shape[1], small.shape[0], small.tobytes(), boxes, self.has_network)


def look_at_film(
    path: Path, models: Path | None = None, cancel: CancelToken | None = None
) -> Generator[Progress, None, FilmLook]:
    """See who is in the first two seconds of a film.

    Raises:
        InputError: If the file is no film, or no frame of it can be read.
        JobCancelled: If `cancel` was set.
    """
    from studio.vision.detect import find_faces

    token, best, due_ms = cancel or CancelToken(), None, 0.0
    has_network = _has_network(models)
    with Film(path) as film:
        for frame in film:
            token.check()
            if frame.time_ms > LOOK_MS:
                break
            if frame.time_ms < due_ms:
                continue
            due_ms = frame.time_ms + STEP_MS
            yield Progress(None, f"{path.name}: who is in it")
            alpha = np.full((*frame.rgb.shape[:2], 1), 255, np.uint8)
            faces = find_faces(Picture(np.concatenate([frame.rgb, alpha], axis=2), has_alpha=False), models)
            if best is None or len(faces) > len(best.faces):
                best = FilmLook(frame.time_ms, frame.rgb, tuple(faces), has_network)
    if best is None:
        message = f"“{path.name}” holds no frame that can be read."
        raise InputError(message, "It is damaged from the beginning.", "film.empty")
    return best


def _has_network(models: Path | None) -> bool:
    from studio.core.folders import models_folder
    from studio.vision.landmarks import TASK_FILE_NAME

    return ((models_folder() if models is None else models) / TASK_FILE_NAME).is_file()
