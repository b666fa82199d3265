"""A user's folder of expression pictures, each labelled with a word, and what is worn when a word is asked for."""

from __future__ import annotations

import csv
import re
from collections.abc import Generator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from studio.core.errors import InputError
from studio.core.jobs import CancelToken, Progress
from studio.models.expression import BlendMode, ExpressionLibrary, combine
from studio.models.library import find
from studio.pipelines.swap import SwapExpression, see_expression

PICTURE_SUFFIXES = (".png", ".jpg", ".jpeg", ".webp", ".bmp", ".tif", ".tiff", ".avif")
LABELS_FILE = "labels.csv"
MAX_PICTURES = 20_000


@dataclass(frozen=True, slots=True)
class LabelledPictures:
    """Pictures by word.

    Attributes:
        folder: Where they lie.
        by_word: Id of the word -> its pictures, in the order of their names.
        unknown: Files whose label is no word of the library.
    """

    folder: Path
    by_word: Mapping[str, tuple[Path, ...]]
    unknown: tuple[Path, ...] = ()

    def picture_of(self, word: str, number: int = 0) -> Path | None:
        """One of a word's pictures, counted round; None if it has none."""
        pictures = self.by_word.get(word, ())
        return pictures[number % len(pictures)] if pictures else None


def read_labelled(folder: Path, library: ExpressionLibrary) -> LabelledPictures:
    """Find out what a folder holds.

    A picture's label is, in this order: its row in `labels.csv` (file, word), the folder that it lies in ("joy/3.png"),
    the beginning of its name ("joy_3.png", "joy (2).png").

    Raises:
        InputError: If the folder cannot be read or holds no labelled picture.
    """
    if not folder.is_dir():
        raise InputError(f"There is no folder “{folder}”.", "Check the path.", "usage.folder")
    known = _words(library)
    rows = _rows(folder / LABELS_FILE)
    found: dict[str, list[Path]] = {}
    unknown = []
    for path in sorted(folder.rglob("*"))[:MAX_PICTURES]:
        if path.suffix.lower() not in PICTURE_SUFFIXES or not path.is_file():
            continue
        word = _label(path, folder, known, rows)
        if word:
            found.setdefault(word, []).append(path)
        else:
            unknown.append(path)
    if not found:
        raise InputError(
            f"No picture in “{folder.name}” is labelled with a word.",
            f"Name them joy_1.png, put them into folders named after words, or add {LABELS_FILE} with file,word.",
            "expression.folder",
        )
    return LabelledPictures(folder, {word: tuple(paths) for word, paths in found.items()}, tuple(unknown))


def _words(library: ExpressionLibrary) -> dict[str, str]:
    """What a label may be -> the expression's id; ids win over synonyms."""
    names = {_plain(tag): one.id for one in library.values() for tag in one.tags}
    return names | {_plain(one.id): one.id for one in library.values()}


def _plain(text: str) -> str:
    return re.sub(r"[^a-z]+", "-", text.casefold()).strip("-")


def _rows(path: Path) -> dict[str, str]:
    if not path.is_file():
        return {}
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            return {row[0].strip(): row[1].strip() for row in csv.reader(file) if len(row) >= 2}
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise InputError(
            f"“{path.name}” cannot be read.", "Write lines like: 3.png,joy", "expression.folder"
        ) from error


def _label(path: Path, folder: Path, known: Mapping[str, str], rows: Mapping[str, str]) -> str:
    inside = path.relative_to(folder)
    for text in (rows.get(inside.as_posix(), ""), rows.get(path.name, "")):
        if text:
            return known.get(_plain(text), "")
    if len(inside.parts) > 1 and (word := known.get(_plain(inside.parts[-2]))):
        return word
    parts = _plain(path.stem).split("-")
    for end in range(len(parts), 0, -1):
        if word := known.get("-".join(parts[:end])):
            return word
    return ""


def worn_expression(
    words: Sequence[str],
    controls: Mapping[str, float],
    library: ExpressionLibrary,
    labelled: LabelledPictures | None = None,
    picture: Path | None = None,
    number: int = 0,
    cancel: CancelToken | None = None,
) -> Generator[Progress, None, SwapExpression]:
    """What words, controls and a picture together mean.

    Args:
        words: "joy", "joy:0.7", …; several are added up.
        controls: Set on top.
        library: Where words are found.
        labelled: The user's pictures: a word that has one there is worn as that shows it, at the word's intensity.
        picture: Shows what is worn; words and controls come on top.
        number: Which of a word's pictures.
        cancel: Stops between two steps.

    Raises:
        InputError: If a word is unknown (with the nearest ones) or a picture cannot be used.
    """
    asked = find(library, "+".join(words)) if words else None
    shown, strength, pose = picture, 1.0, dict(asked.pose) if asked else {}
    if labelled is not None and picture is None and len(words) == 1:
        name, _, amount = words[0].partition(":")
        shown = labelled.picture_of(find(library, name).id, number)
        if shown is not None:
            strength, pose = _amount(amount), {}
    pose = combine(pose, controls, BlendMode.OVERWRITE)
    title = "+".join(words) or (picture.name if picture else "controls" if controls else "neutral")
    if shown is None:
        return SwapExpression(title, pose)
    try:
        data = shown.read_bytes()
    except OSError as error:
        raise InputError(f"“{shown}” cannot be read.", "Check the path.", "picture.missing") from error
    seen = yield from see_expression(data, shown.name, cancel)
    return SwapExpression(title, pose, seen, strength)


def _amount(text: str) -> float:
    stripped = text.strip()
    if not stripped:
        return 1.0
    return float(stripped.removesuffix("%")) / (100.0 if stripped.endswith("%") else 1.0)


__all__ = ["LABELS_FILE", "LabelledPictures", "read_labelled", "worn_expression"]
