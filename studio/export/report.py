"""What an export did, or would do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from studio.models.sheet import PackedSheet


@dataclass(frozen=True, slots=True)
class SheetFacts:
    """The size of a sheet, before anything is written.

    Attributes:
        scale: 1.0 for the drawn size.
        page_sizes: (width, height) of each page, pixels.
        file_bytes: All pages as PNG.
        memory_bytes: All pages in a graphics card's memory, uncompressed.
        waste_ratio: Share of the pages' area that holds no sprite.
    """

    scale: float
    page_sizes: tuple[tuple[int, int], ...]
    file_bytes: int
    memory_bytes: int
    waste_ratio: float


@dataclass(frozen=True, slots=True)
class ExportReport:
    """The outcome of an export. Paths are relative to `folder`.

    Attributes:
        folder: The export folder.
        is_dry_run: Nothing was written; the lists say what would be.
        written: New and changed files.
        new: Those of `written` that did not exist before.
        unchanged: Files that already held exactly these bytes; untouched.
        removed: Files of an earlier export that are no longer part of it.
        skipped: Files of an earlier export that were changed by hand since; left alone.
        will_replace: Files that lie in the way and are not ours, or were changed by hand. A dry run lists them;
            a real one stops unless overwriting was asked for.
        warnings: What the user should know.
        sheets: The packed sheets.
    """

    folder: Path
    is_dry_run: bool
    written: tuple[PurePosixPath, ...]
    new: tuple[PurePosixPath, ...]
    unchanged: tuple[PurePosixPath, ...]
    removed: tuple[PurePosixPath, ...]
    skipped: tuple[PurePosixPath, ...]
    will_replace: tuple[PurePosixPath, ...]
    warnings: tuple[str, ...]
    sheets: tuple[SheetFacts, ...]


def facts_of(sheets: Sequence[PackedSheet]) -> tuple[SheetFacts, ...]:
    """The sizes of packed sheets."""
    return tuple(
        SheetFacts(
            sheet.scale,
            tuple((int(page.shape[1]), int(page.shape[0])) for page in sheet.pages),
            sum(len(data) for data in sheet.pages_png),
            sum(page.size for page in sheet.pages),
            sheet.waste_ratio,
        )
        for sheet in sheets
    )
