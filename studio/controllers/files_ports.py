"""What the files controller needs of whoever can ask the user."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol

from studio.models.file_questions import ConflictAnswer, UnsavedAnswer


class FileQuestions(Protocol):
    """Asks, and calls back with the answer; at once or later, but once."""

    def ask_unsaved(self, title: str, answered: Callable[[UnsavedAnswer], None]) -> None:
        """There are changes that are not saved."""
        ...

    def ask_conflict(self, title: str, answered: Callable[[ConflictAnswer], None]) -> None:
        """The file was changed by somebody else since it was opened."""
        ...

    def ask_open(self, folder: Path | None, answered: Callable[[Path | None], None]) -> None:
        """Which project; None for none."""
        ...

    def ask_save(self, suggestion: Path, answered: Callable[[Path | None], None]) -> None:
        """Where to; whoever answers has confirmed that a file there may go."""
        ...

    def ask_pictures(self, folder: Path | None, answered: Callable[[Sequence[Path]], None]) -> None:
        """Which pictures; empty for none."""
        ...
