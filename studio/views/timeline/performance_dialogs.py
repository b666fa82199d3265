"""Asks for recordings, and whose face of a film is meant."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from studio.models.performance_review import ALSO_FILMS, SUFFIXES, FaceReader, FilmSight, RecordingKind
from studio.views.timeline.film_question import FilmQuestion


class RecordingDialogs(QObject):
    """Asks over a window, and calls back with the answer."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window

    def ask_recording(self, answered: Callable[[Sequence[Path]], None]) -> None:
        """Which recordings; empty for none."""
        dialog = QFileDialog(self._window, self.tr("Import a performance"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setWindowModality(Qt.WindowModality.WindowModal)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        every = [suffix for suffixes in SUFFIXES.values() for suffix in suffixes]
        names = (
            (self.tr("All recordings ({pattern})"), (*every, *ALSO_FILMS)),
            (self.tr("Live Link Face ({pattern})"), SUFFIXES[RecordingKind.LIVE_LINK]),
            (self.tr("Films ({pattern})"), (*SUFFIXES[RecordingKind.VIDEO], *ALSO_FILMS)),
            (self.tr("Sound ({pattern})"), SUFFIXES[RecordingKind.SOUND]),
            (self.tr("Lip-sync files ({pattern})"), SUFFIXES[RecordingKind.LIP_SYNC]),
        )
        dialog.setNameFilters([text.format(pattern=_pattern(suffixes)) for text, suffixes in names])

        def finished(result: int) -> None:
            answered([Path(name) for name in dialog.selectedFiles()] if result else [])

        dialog.finished.connect(finished)
        dialog.open()

    def ask_film(self, sight: FilmSight, answered: Callable[[int, FaceReader], None]) -> None:
        """Whose face of a film, and what reads it."""
        question = FilmQuestion(sight, self._window)
        question.answered.connect(answered)
        question.open()


def _pattern(suffixes: Sequence[str]) -> str:
    return " ".join(f"*{suffix}" for suffix in suffixes)
