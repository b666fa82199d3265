"""Finding faces: the detectors that are there, in the order that works best on the picture at hand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from studio.core.errors import InputError
from studio.core.folders import models_folder
from studio.models.face import FaceBox
from studio.models.picture import Picture
from studio.vision import detect_anime, detect_yunet
from studio.vision.detect_anime import AnimeDetector
from studio.vision.detect_base import FaceDetector, suppressed
from studio.vision.detect_mediapipe import MediapipeDetector
from studio.vision.detect_yunet import YunetDetector
from studio.vision.turning import box_back, turned

SURE_SCORE = 0.9
"""From here on the picture is taken to be upright without a second look."""
TURN_MARGIN = 0.03
"""How much better a turned picture must score to be believed."""
MIN_TURNED_SCORE = 0.7
"""Least score of a face that is only seen in a turned picture; weaker ones are chance."""


def installed_detectors(models: Path | None = None) -> list[FaceDetector]:
    """The detectors that can run, in the order they are tried.

    Args:
        models: Folder of installed models; None for the user's own.
    """
    folder = models_folder() if models is None else models
    found: list[FaceDetector] = []
    if (folder / detect_yunet.FILE_NAME).is_file():
        found.append(YunetDetector(folder / detect_yunet.FILE_NAME))
    found.append(MediapipeDetector())
    if (folder / detect_anime.FILE_NAME).is_file():
        found.append(AnimeDetector(folder / detect_anime.FILE_NAME))
    return found


def find_faces(picture: Picture, models: Path | None = None) -> list[FaceBox]:
    """Find every face.

    Each detector is asked in turn until one finds something. When none is sure, the picture is also looked at
    turned by 90, 180 and 270 degrees, because detectors find turned faces too, but take them for upright ones.

    Args:
        picture: Any picture.
        models: Folder of installed models; None for the user's own.

    Returns:
        Largest first, in pixels of the picture as given, each with the quarter turns that make it upright.
        Empty when there is none.
    """
    best = _Look(0, [])
    for detector in installed_detectors(models):
        best = _best_turn(picture.rgb, detector)
        if best.boxes:
            break
    boxes = [box_back(box, best.turns, picture.width, picture.height) for box in best.boxes]
    return sorted(boxes, key=lambda box: -box.area)


def pick_face(faces: Sequence[FaceBox], index: int | None = None, point: tuple[float, float] | None = None) -> FaceBox:
    """Choose one face.

    Args:
        faces: As `find_faces` returns them.
        index: 0 is the largest; the default.
        point: (x, y) in pixels; the face that contains it, or else lies nearest, is taken.

    Raises:
        InputError: ``face.not_found`` without faces, ``face.no_such_index`` for an index out of range.
    """
    if not faces:
        raise InputError(
            "No face was found in the picture.",
            "Use a larger or clearer picture, or place the anchors by hand.",
            "face.not_found",
        )
    if point is not None:
        return min(faces, key=lambda face: _distance(face, point))
    chosen = index or 0
    if not 0 <= chosen < len(faces):
        raise InputError(
            f"There is no face {chosen}; {len(faces)} were found.",
            f"Give a number from 0 (the largest) to {len(faces) - 1}.",
            "face.no_such_index",
        )
    return faces[chosen]


@dataclass(frozen=True, slots=True)
class _Look:
    """What a detector saw in the picture turned by `turns` quarters."""

    turns: int
    boxes: list[FaceBox]

    @property
    def score(self) -> float:
        return max((box.score for box in self.boxes), default=0.0)


def _best_turn(rgb: NDArray[np.uint8], detector: FaceDetector) -> _Look:
    upright = _Look(0, detector.detect(rgb))
    if upright.score >= SURE_SCORE or detector.name == AnimeDetector.name:
        return upright
    # Where something was found upright, one look at each turn is enough to compare.
    turns = [_Look(k, detector.detect(turned(rgb, k), is_thorough=not upright.boxes)) for k in (1, 2, 3)]
    best = max(turns, key=lambda look: look.score)
    return best if best.score > max(upright.score + TURN_MARGIN, MIN_TURNED_SCORE) else upright


def _distance(face: FaceBox, point: tuple[float, float]) -> tuple[float, float]:
    """How far outside the box the point is, then how far from its centre."""
    outside_x = max(face.x - point[0], point[0] - face.x - face.width, 0.0)
    outside_y = max(face.y - point[1], point[1] - face.y - face.height, 0.0)
    centre = (face.x + face.width / 2 - point[0], face.y + face.height / 2 - point[1])
    return float(np.hypot(outside_x, outside_y)), float(np.hypot(*centre))


__all__ = ["FaceDetector", "find_faces", "installed_detectors", "pick_face", "suppressed"]
