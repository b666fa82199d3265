"""Recordings come in: a file becomes a take, a take becomes a clip of a project."""

from __future__ import annotations

import json
from collections.abc import Generator
from dataclasses import dataclass, replace
from pathlib import Path

from studio.core.errors import InputError
from studio.core.jobs import CancelToken, Progress
from studio.models.clip import Clip
from studio.models.performance import Take, TakeNote
from studio.models.performance_calibration import Calibration, with_neutral
from studio.models.performance_calibration_json import calibration_from_json
from studio.models.performance_clip import ClipRecipe, MadeClip, clip_of_take
from studio.models.performance_columns import HeadReading
from studio.models.performance_livelink import parse_live_link
from studio.models.project import Project
from studio.pipelines.names import safe_name

SHOWN_PROBLEMS = 3


@dataclass(frozen=True, slots=True, eq=False)
class ImportedClip:
    """A recording as a clip.

    Attributes:
        take: As recorded.
        made: The clip, and how near it is.
        calibration: What was applied, the neutral face found in the recording among it.
    """

    take: Take
    made: MadeClip
    calibration: Calibration

    @property
    def clip(self) -> Clip:
        """The clip alone."""
        return self.made.clip

    @property
    def notes(self) -> tuple[TakeNote, ...]:
        """What is worth knowing, problems first."""
        return (*self.take.notes, *self.made.notes)


def read_recording(
    path: Path, head: HeadReading | None = None, cancel: CancelToken | None = None
) -> Generator[Progress, None, Take]:
    """Read a Live Link Face recording; repairs are told by the take's notes.

    Raises:
        InputError: If the file cannot be read at all, see `parse_live_link`.
        JobCancelled: If `cancel` was set.
    """
    yield Progress(0.0, f"opening {path.name}")
    try:
        data = path.read_bytes()
    except FileNotFoundError as error:
        raise InputError(f"There is no file “{path}”.", "Check the path.", "performance.missing") from error
    except OSError as error:
        message = f"“{path.name}” cannot be read: {error.strerror}."
        raise InputError(message, "Check the file.", "performance.unreadable") from error
    return (yield from parse_live_link(data, path.stem, head, cancel))


def require_whole(take: Take) -> None:
    """Refuse a recording of which something had to be repaired or left out.

    Raises:
        InputError: ``performance.problems``, with the first of them.
    """
    problems = take.problems
    if not problems:
        return
    shown = "; ".join(note.told() for note in problems[:SHOWN_PROBLEMS])
    more = f"; and {len(problems) - SHOWN_PROBLEMS} more" if len(problems) > SHOWN_PROBLEMS else ""
    raise InputError(
        f"“{take.name}” is not whole: {shown}{more}.",
        f"Import the other {take.frame_count} frames with --tolerant; the file stays as it is.",
        "performance.problems",
    )


def take_to_clip(
    take: Take,
    recipe: ClipRecipe,
    neutral_ms: tuple[float, float] | None = None,
    cancel: CancelToken | None = None,
) -> Generator[Progress, None, ImportedClip]:
    """Make a clip of a take.

    Args:
        take: The recording.
        recipe: How; its calibration may come from an earlier recording of the same performer.
        neutral_ms: A part of the recording in which the face rests; it replaces the calibration's neutral face.
        cancel: Stops between two steps.

    Raises:
        InputError: As `clip_of_take`, or if no frame lies in the neutral part.
    """
    calibration = recipe.calibration
    if neutral_ms is not None:
        calibration = with_neutral(calibration, take, *neutral_ms)
    made = yield from clip_of_take(take, replace(recipe, calibration=calibration), cancel)
    return ImportedClip(take, made, calibration)


def clip_id_of(name: str) -> str:
    """A stable identifier for a clip of that name.

    Raises:
        InputError: If the name holds no letter or digit.
    """
    made = safe_name(name, lower=True).replace("_", "-").strip("-")
    if not made:
        raise InputError(f"“{name}” is no name for a clip.", "Use letters and digits.", "usage.clip")
    return made


def with_clip(project: Project, clip: Clip) -> Project:
    """The project with a clip; one of the same id is replaced where it stands."""
    if any(own.id == clip.id for own in project.clips):
        return replace(project, clips=tuple(clip if own.id == clip.id else own for own in project.clips))
    return replace(project, clips=(*project.clips, clip))


def read_calibration(path: Path) -> Calibration:
    """A calibration file.

    Raises:
        InputError: If it is missing or is none.
    """
    try:
        return calibration_from_json(json.loads(path.read_text(encoding="utf-8")))
    except FileNotFoundError as error:
        raise InputError(f"There is no file “{path}”.", "Check the path.", "performance.missing") from error
    except (OSError, ValueError) as error:
        raise InputError(
            f"“{path.name}” is no calibration file.", "Choose another.", "performance.calibration"
        ) from error
