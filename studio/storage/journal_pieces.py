"""Drawn cells as JSON in pieces, so that an edit of a large project writes little and keeps no thread busy.

Cells are immutable, and an edit leaves nearly all of them as they are: a piece whose cells are the very same objects
as at the last writing is not made again.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from studio.core.errors import ProjectError
from studio.core.files import sha256_hex
from studio.models.project import Project
from studio.models.results import Cell
from studio.storage.project_file import project_from_json, project_json

CELLS_IN_A_PIECE = 25


@dataclass(frozen=True, slots=True)
class _Piece:
    cells: tuple[Cell, ...]
    name: str


class PieceCutter:
    """Remembers what it cut the last time."""

    def __init__(self) -> None:
        self._pieces: list[_Piece] = []

    def cut(self, cells: Sequence[Cell], keep: Callable[[str, bytes], None]) -> list[str]:
        """Name the pieces that make up `cells`, in their order.

        Args:
            cells: All of them.
            keep: Called with name and bytes of each piece that is new since the last time.
        """
        before, self._pieces = self._pieces, []
        for start in range(0, len(cells), CELLS_IN_A_PIECE):
            part = tuple(cells[start : start + CELLS_IN_A_PIECE])
            place = start // CELLS_IN_A_PIECE
            known = before[place] if place < len(before) else None
            if known is None or not _are_the_same(known.cells, part):
                data = project_json(Project("", "", cells=part))
                known = _Piece(part, sha256_hex(data))
                keep(known.name, data)
            self._pieces.append(known)
        return [piece.name for piece in self._pieces]


def joined(names: Sequence[str], read: Callable[[str], bytes | None]) -> tuple[tuple[Cell, ...], int]:
    """The cells of pieces, and how many pieces could not be read."""
    cells, lost = list[Cell](), 0
    for name in names:
        try:
            cells += project_from_json(read(name) or b"", name).cells
        except ProjectError:
            lost += 1
    return tuple(cells), lost


def _are_the_same(one: Sequence[Cell], other: Sequence[Cell]) -> bool:
    return len(one) == len(other) and all(left is right for left, right in zip(one, other, strict=True))
