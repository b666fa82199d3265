"""A contact sheet of cells that are drawn already: what stands in the matrix, on one labelled picture."""

from __future__ import annotations

from collections.abc import Generator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from studio.core.errors import InputError
from studio.core.geometry import Rect
from studio.core.jobs import CancelToken, Progress, ProgressClock
from studio.export.content_notes import read_note, with_note
from studio.models.character import BlobHash, Character
from studio.models.content_note import ContentNote
from studio.models.framing import FrameOptions
from studio.pipelines.cast import drawable
from studio.pipelines.contact_sheet import Cell, contact_sheet
from studio.pipelines.framing import focus_window, plan_framing, resized
from studio.pipelines.render_set import THUMBNAIL_PX, write_output
from studio.storage.blobs import BlobStore
from studio.storage.pictures import decode_picture, encode_png


@dataclass(frozen=True, slots=True)
class CellSheetRequest:
    """A sheet of one character.

    Attributes:
        character: Whose drawings they are.
        pictures: (label, blob) in order.
        frame: How they were framed.
        path: PNG file to write.
        is_whole: Whole frames instead of heads.
    """

    character: Character
    pictures: tuple[tuple[str, BlobHash], ...]
    frame: FrameOptions
    path: Path
    is_whole: bool = False


def write_cell_sheets(
    requests: Sequence[CellSheetRequest], blobs: Mapping[str, bytes], cancel: CancelToken | None = None
) -> Generator[Progress, None, tuple[Path, ...]]:
    """Write contact sheets, one file for each character.

    Raises:
        InputError: If there is nothing to show or a place cannot be written.
        JobCancelled: If `cancel` was set.
    """
    if not any(request.pictures for request in requests):
        raise InputError("There is nothing to show yet.", "Draw the set first.", "usage.empty")
    token, clock, done = cancel or CancelToken(), ProgressClock(sum(len(one.pictures) for one in requests)), 0
    written = []
    for request in requests:
        window, cells = _window(request, blobs), list[Cell]()
        for label, name in request.pictures:
            token.check()
            yield clock.at(done, f"{request.character.name}: {label}")
            cells.append(_cell(label, blobs[name], window, request.frame.is_pixel_art))
            done += 1
        if cells:
            subtitle = f"{len(cells)} expressions"
            pixel_art = request.frame.is_pixel_art
            sheet = contact_sheet(cells, request.character.name, subtitle, cell_px=THUMBNAIL_PX, is_pixel_art=pixel_art)
            notes = [note for _, name in request.pictures if (note := read_note(blobs[name])) is not None]
            write_output(request.path, with_note(encode_png(sheet), _joined(notes)))
            written.append(request.path)
    return tuple(written)


def _joined(notes: Sequence[ContentNote]) -> ContentNote | None:
    """The note of a sheet: what its pictures have in common."""
    if not notes:
        return None
    engines = ", ".join(dict.fromkeys(note.engine for note in notes))
    return ContentNote(engines, notes[0].is_composed, {"pictures": str(len(notes))}, earlier=notes[0].earlier)


def _window(request: CellSheetRequest, blobs: Mapping[str, bytes]) -> tuple[float, float, float, float] | None:
    """The head as fractions of the frame; None for whole frames."""
    if request.is_whole:
        return None
    reference = drawable(request.character.main_reference, cast(BlobStore, blobs))
    framing = plan_framing(reference, request.frame)
    window, (width, height) = focus_window(reference, framing), framing.frame_size
    return window.x / width, window.y / height, window.width / width, window.height / height


def _cell(label: str, data: bytes, window: tuple[float, float, float, float] | None, is_pixel_art: bool) -> Cell:
    pixels = decode_picture(data, label).pixels
    if window is not None:
        height, width = pixels.shape[:2]
        part = Rect(*(round(share * side) for share, side in zip(window, (width, height, width, height), strict=True)))
        pixels = pixels[part.y : max(part.bottom, part.y + 1), part.x : max(part.right, part.x + 1)]
    factor = min(1.0, THUMBNAIL_PX / max(pixels.shape[:2]))
    small = (max(1, round(pixels.shape[1] * factor)), max(1, round(pixels.shape[0] * factor)))
    return Cell(label, resized(pixels, small, is_pixel_art).copy())
