"""The 478 landmarks of a face, found on padded crops and checked before they are passed on."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from studio.core.errors import InputError, ModelError
from studio.core.folders import models_folder
from studio.models.controls import CONTROL_INDEX
from studio.models.face import FaceBox, FaceMesh, MeshSource
from studio.models.picture import Picture
from studio.vision.detect_base import overlap
from studio.vision.detect_mediapipe import MediapipeDetector
from studio.vision.mediapipe_tools import run_landmarker, run_legacy
from studio.vision.plausibility import REFUSE_BELOW, plausibility
from studio.vision.turning import box_forward, points_back, turned

TASK_FILE_NAME = "face_landmarker.task"
CROP_FACTORS: tuple[float, ...] = (2.0, 1.4, 2.8)
"""Sides of the square crops, in longer sides of the box, in the order they are tried."""
CROP_PX = 512
MIN_FACE_PX = 32
"""Smallest longer side of a face box; below, eyes are a pixel or two and every mesh is a guess."""
GOOD_ENOUGH = 0.8
"""Plausibility at which no further crop is tried."""

SECOND_SCORE, SECOND_VALUE = 0.7, 0.55
"""What the second look must reach: detector score, plausibility (which is not counted higher than this either)."""
SAME_FACE_OVERLAP = 0.35
"""Intersection over union from which two detectors mean the same face."""

_ANCHOR_HINT = "Place the anchors by hand (eye corners, mouth corners, chin and what else you can see): --anchors FILE."


@dataclass(frozen=True, slots=True, eq=False)
class _Candidate:
    points: NDArray[np.float32]
    source: MeshSource
    blendshapes: Mapping[str, float]
    value: float
    reasons: tuple[str, ...]


_Found = tuple[NDArray[np.float32], MeshSource, Mapping[str, float]]
"""(478, 3) points normalised to the crop, their source, blendshapes."""
_Finder = Callable[[NDArray[np.uint8]], list[_Found]]


def find_mesh(picture: Picture, box: FaceBox, models: Path | None = None) -> FaceMesh:
    """Find the 478 landmarks of a detected face.

    Args:
        picture: The picture that the box belongs to.
        box: One of `find_faces`.
        models: Folder of installed models; with ``face_landmarker.task`` in it the blendshapes are measured too.
            None for the user's own.

    Returns:
        The most plausible mesh of several crops, in pixels of the picture as given.

    Raises:
        InputError: ``face.too_small`` below `MIN_FACE_PX`, ``face.not_found`` if no mesh is found at all,
            ``face.implausible`` if none passes the check.
    """
    if max(box.width, box.height) < MIN_FACE_PX:
        raise InputError(
            f"The face is only {max(box.width, box.height):.0f} pixels large; {MIN_FACE_PX} are the least.",
            "Use a larger version of the picture.",
            "face.too_small",
        )
    task = (models_folder() if models is None else models) / TASK_FILE_NAME
    turns = box.quarter_turns
    best = _best_candidate(turned(picture.rgb, turns), box_forward(box, picture.width, picture.height), task)
    if best is None or best.value < REFUSE_BELOW:
        best, turns = _second_look(picture, box, task) or (best, turns)
    if best is None:
        raise InputError("A face was seen, but not its features.", _ANCHOR_HINT, "face.not_found")
    if best.value < REFUSE_BELOW:
        why = "; ".join(best.reasons)
        raise InputError(f"The features found do not look like this face: {why}.", _ANCHOR_HINT, "face.implausible")
    points = points_back(best.points, turns, picture.width, picture.height)
    return FaceMesh(points, best.source, turns, best.blendshapes, best.value)


def _best_candidate(rgb: NDArray[np.uint8], box: FaceBox, task: Path) -> _Candidate | None:
    """The most plausible mesh; the bundled network is asked too where the installed one finds nothing good."""
    finders: list[_Finder] = [_by_attention]
    if task.is_file():
        finders.insert(0, lambda crop: _by_tasks(task, crop))
    best: _Candidate | None = None
    for finder in finders:
        for factor in CROP_FACTORS:
            for candidate in _on_crop(rgb, box, factor, finder):
                if best is None or candidate.value > best.value:
                    best = candidate
            if best is not None and best.value >= GOOD_ENOUGH:
                return best
        if best is not None and best.value >= REFUSE_BELOW:
            return best
    return best


def _second_look(picture: Picture, box: FaceBox, task: Path) -> tuple[_Candidate, int] | None:
    """Look at the box again with the bundled detector, upright and turned; the mesh and the turn that fit, if any.

    On drawings the first detector's box is good more often than its points; and a head that leans far is upright
    enough only in a turned picture.
    """
    looks: list[tuple[FaceBox, int]] = []
    for turns in ((box.quarter_turns + extra) % 4 for extra in range(4)):
        if turns == box.quarter_turns and box.detector == MediapipeDetector.name:
            continue  # that was the first look
        here = box_forward(replace(box, points=None, quarter_turns=turns), picture.width, picture.height)
        looks += [(seen, turns) for seen in _seen_again(turned(picture.rgb, turns), here)]
    for seen, turns in sorted(looks, key=lambda look: -look[0].score):
        if seen.score < SECOND_SCORE:
            break
        candidate = _best_candidate(turned(picture.rgb, turns), seen, task)
        if candidate is not None and candidate.value >= SECOND_VALUE:
            return replace(candidate, value=min(candidate.value, SECOND_VALUE)), turns
    return None


def _seen_again(rgb: NDArray[np.uint8], box: FaceBox) -> list[FaceBox]:
    """What the bundled detector sees in the box's place, in pixels of `rgb`."""
    side = CROP_FACTORS[0] * max(box.width, box.height)
    left, top = box.x + (box.width - side) / 2, box.y + (box.height - side) / 2
    scale, corner = side / CROP_PX, np.array([left, top], np.float32)
    seen = [
        replace(
            found, x=found.x * scale + left, y=found.y * scale + top, width=found.width * scale,
            height=found.height * scale, points=None if found.points is None else found.points * scale + corner,
        )
        for found in MediapipeDetector().detect(_square_crop(rgb, left, top, side))
    ]  # fmt: skip
    return [found for found in seen if overlap(found, box) > SAME_FACE_OVERLAP]


def _on_crop(rgb: NDArray[np.uint8], box: FaceBox, factor: float, finder: _Finder) -> list[_Candidate]:
    """The meshes of one crop, judged, in pixels of `rgb`."""
    side = factor * max(box.width, box.height)
    left, top = box.x + (box.width - side) / 2, box.y + (box.height - side) / 2
    candidates = []
    for normalised, source, blendshapes in finder(_square_crop(rgb, left, top, side)):
        points = normalised * np.float32(side) + np.array([left, top, 0], np.float32)
        value, reasons = plausibility(points, box)
        candidates.append(_Candidate(points, source, blendshapes, value, reasons))
    return candidates


def _square_crop(rgb: NDArray[np.uint8], left: float, top: float, side: float) -> NDArray[np.uint8]:
    """A square of the picture as (512, 512, 3); white where it leaves the picture."""
    import cv2

    scale = CROP_PX / side
    if scale < 0.5:  # warpAffine does not average; shrink by areas first
        height, width = rgb.shape[:2]
        small = cv2.resize(
            rgb, (max(1, round(width * scale)), max(1, round(height * scale))), interpolation=cv2.INTER_AREA
        )
        matrix = np.array([[1.0, 0.0, -left * scale], [0.0, 1.0, -top * scale]])
        source = small
    else:
        shift = 0.5 * scale - 0.5  # pixel centres lie at halves
        matrix = np.array([[scale, 0.0, -left * scale + shift], [0.0, scale, -top * scale + shift]])
        source = rgb
    result: NDArray[np.uint8] = cv2.warpAffine(
        source, matrix, (CROP_PX, CROP_PX), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_CONSTANT,
        borderValue=(255, 255, 255),
    )  # fmt: skip
    return result


def _by_attention(crop: NDArray[np.uint8]) -> list[_Found]:
    faces = run_legacy("mesh", crop).multi_face_landmarks or []
    return [(_as_array(face.landmark), MeshSource.ATTENTION, {}) for face in faces]


def _by_tasks(task: Path, crop: NDArray[np.uint8]) -> list[_Found]:
    try:
        result = run_landmarker(task, crop)
    except (RuntimeError, ValueError, OSError) as error:
        hint = "Install it again, or delete it to use the bundled landmarks."
        raise ModelError(f"The model file “{task.name}” cannot be used.", hint, "model.corrupt") from error
    found: list[_Found] = []
    for index, landmarks in enumerate(result.face_landmarks):
        categories = result.face_blendshapes[index] if index < len(result.face_blendshapes) else []
        scores = {c.category_name: float(c.score) for c in categories if c.category_name in CONTROL_INDEX}
        found.append((_as_array(landmarks), MeshSource.TASKS, scores))
    return found


def _as_array(landmarks: object) -> NDArray[np.float32]:
    """(478, 3) of MediaPipe's landmark list, normalised to the crop; z in the unit of x."""
    return np.array([(p.x, p.y, p.z) for p in landmarks], np.float32)  # type: ignore[attr-defined]
