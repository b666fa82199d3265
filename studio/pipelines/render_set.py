"""One character, many expressions, one PNG each."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from studio.core.errors import InputError, StudioError
from studio.core.files import write_if_changed
from studio.core.geometry import Rect
from studio.core.jobs import CancelToken, Progress, ProgressClock
from studio.engines.registry import DEFAULT_ENGINE
from studio.export.content_notes import with_note
from studio.models.content_note import ContentNote
from studio.models.expression import Expression
from studio.models.project import FrameOptions
from studio.pipelines.cast import Failure
from studio.pipelines.contact_sheet import Cell, contact_sheet
from studio.pipelines.framing import focus_window, resized
from studio.pipelines.likeness import Likeness
from studio.pipelines.names import DEFAULT_TEMPLATE, check_distinct, check_template, safe_name
from studio.pipelines.notes import note_for
from studio.pipelines.stage import Stage
from studio.pipelines.subject import Subject
from studio.storage.pictures import encode_png

THUMBNAIL_PX = 256


@dataclass(frozen=True, slots=True)
class SetRequest:
    """What is drawn and where to.

    Attributes:
        expressions: In the order of the index.
        folder: For the pictures; made if needed.
        template: Of the file names, without suffix.
        frame: Size and place of a frame.
        largest_px: Limit for frames whose size is left open; 0 for none.
        sheet: File for a contact sheet; None for none.
        is_sheet_whole: The contact sheet shows whole frames instead of heads.
        has_likeness: Measure how much each picture still looks like the character; needs an installed recogniser.
        engine: What draws.
        is_dry_run: Draw, but write nothing.
    """

    expressions: tuple[Expression, ...]
    folder: Path
    template: str = DEFAULT_TEMPLATE
    frame: FrameOptions = field(default_factory=FrameOptions)
    largest_px: int = 512
    sheet: Path | None = None
    is_sheet_whole: bool = False
    has_likeness: bool = False
    engine: str = DEFAULT_ENGINE
    is_dry_run: bool = False


@dataclass(frozen=True, slots=True)
class DrawnPicture:
    """One file of a set.

    Attributes:
        path: Where it lies.
        expression: What it shows.
        is_changed: False where it lay there already, byte for byte.
        likeness: In words; empty if it was not asked for.
        likeness_score: -1…1; None if it was not asked for or cannot be measured.
    """

    path: Path
    expression: Expression
    is_changed: bool
    likeness: str = ""
    likeness_score: float | None = None


@dataclass(frozen=True, slots=True, eq=False)
class SetResult:
    """What was made.

    Attributes:
        pictures: In the order of the index.
        failures: Expressions that could not be drawn or written; the others were.
        size: (width, height) of each picture.
        sheet: The contact sheet, if one was asked for and made.
        notes: What the engine has to say about the character.
    """

    pictures: tuple[DrawnPicture, ...]
    failures: tuple[Failure, ...]
    size: tuple[int, int]
    sheet: Path | None = None
    notes: tuple[str, ...] = ()


def set_paths(request: SetRequest, character: str) -> tuple[Path, ...]:
    """Where each picture will lie.

    Raises:
        InputError: If the template cannot work or two names collide.
    """
    check_template(request.template)
    names = [
        safe_name(
            request.template.format(
                character=character, expression=one.id, index=index, group=one.group, family=one.family
            )
        )
        for index, one in enumerate(request.expressions, 1)
    ]
    check_distinct(names)
    return tuple(request.folder / f"{name}.png" for name in names)


def render_set(
    subject: Subject, request: SetRequest, cancel: CancelToken | None = None
) -> Generator[Progress, None, SetResult]:
    """Draw and write a set, one picture after the other; memory does not grow with their number.

    Raises:
        InputError: If the request cannot work; nothing is written then.
        JobCancelled: If `cancel` was set; the pictures that are there are whole.
    """
    if not request.expressions:
        raise InputError("There is nothing to draw.", "Name at least one expression.", "usage.empty")
    paths = set_paths(request, subject.name)
    clock = ProgressClock(len(paths))
    pictures, failures, cells = list[DrawnPicture](), list[Failure](), list[Cell]()
    yield Progress(None, f"getting {subject.name} ready")
    likeness = Likeness(subject) if request.has_likeness else None
    with Stage(subject.reference, request.frame, request.engine, cancel, request.largest_px) as stage:
        window = None if request.is_sheet_whole else focus_window(subject.reference, stage.framing)
        stage.expect([one.pose for one in request.expressions])
        for index, (expression, path) in enumerate(zip(request.expressions, paths, strict=True)):
            yield clock.at(index, expression.name)
            try:
                note = _note(subject, expression, request)
                picture, pixels = _one(stage, expression, path, request, likeness, note)
            except StudioError as error:
                failures.append(Failure(expression.id, error))
                continue
            pictures.append(picture)
            cells += [_cell(expression, pixels, window, request.frame.is_pixel_art)] if request.sheet else []
        size, notes = stage.framing.frame_size, stage.notes
    sheet = _write_sheet(subject, cells, size, request) if cells else None
    return SetResult(tuple(pictures), tuple(failures), size, sheet, notes)


def draw_one(
    subject: Subject,
    expression: Expression,
    path: Path,
    frame: FrameOptions | None = None,
    engine: str = DEFAULT_ENGINE,
    is_dry_run: bool = False,
    cancel: CancelToken | None = None,
) -> Generator[Progress, None, SetResult]:
    """Draw and write one picture, at the picture's full size unless `frame` says otherwise."""
    yield Progress(0.0, f"drawing {expression.name}")
    request = SetRequest(
        (expression,), path.parent, frame=frame or FrameOptions(), engine=engine, is_dry_run=is_dry_run
    )
    with Stage(subject.reference, request.frame, engine, cancel, largest_px=0) as stage:
        picture, _ = _one(stage, expression, path, request, note=_note(subject, expression, request))
        return SetResult((picture,), (), stage.framing.frame_size, None, stage.notes)


def _note(subject: Subject, expression: Expression, request: SetRequest) -> ContentNote | None:
    return note_for(request.engine, subject.note, {"expression": expression.id, "seed": "0"})


def _one(
    stage: Stage,
    expression: Expression,
    path: Path,
    request: SetRequest,
    likeness: Likeness | None = None,
    note: ContentNote | None = None,
) -> tuple[DrawnPicture, NDArray[np.uint8]]:
    pixels = stage.frame(expression.pose)
    is_changed = not request.is_dry_run and write_output(path, with_note(encode_png(pixels), note))
    score = likeness.score(pixels) if likeness else None
    text = likeness.text(score) if likeness else ""
    return DrawnPicture(path, expression, is_changed, text, score), pixels


def _cell(expression: Expression, pixels: NDArray[np.uint8], window: Rect | None, is_pixel_art: bool) -> Cell:
    """A thumbnail, made at once, so that memory does not grow with the size of the pictures."""
    if window is not None:
        pixels = pixels[window.y : window.bottom, window.x : window.right]
    factor = min(1.0, THUMBNAIL_PX / max(pixels.shape[:2]))
    small = (max(1, round(pixels.shape[1] * factor)), max(1, round(pixels.shape[0] * factor)))
    return Cell(expression.name, resized(pixels, small, is_pixel_art).copy())


def _write_sheet(subject: Subject, cells: Sequence[Cell], size: tuple[int, int], request: SetRequest) -> Path | None:
    if request.sheet is None:
        return None
    subtitle = f"{len(cells)} expressions · {size[0]} x {size[1]} px"
    is_pixel_art = request.frame.is_pixel_art
    pixels = contact_sheet(cells, subject.name, subtitle, cell_px=THUMBNAIL_PX, is_pixel_art=is_pixel_art)
    if not request.is_dry_run:
        write_output(request.sheet, with_note(encode_png(pixels), note_for(request.engine, subject.note)))
    return request.sheet


def write_output(path: Path, data: bytes) -> bool:
    """Write a result unless it lies there already.

    Raises:
        InputError: If the place cannot be written.
    """
    try:
        return write_if_changed(path, data)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        message = f"“{path}” cannot be written: {reason}."
        raise InputError(message, "Choose another place or make room.", "output.unwritable") from error
