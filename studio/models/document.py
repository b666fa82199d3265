"""The open project as something that the window can watch. The one Qt file of this package."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QObject, Signal

from studio.models.project import Project


class Blobs(Protocol):
    """Content-addressed bytes; see `studio.storage.blobs.BlobStore`."""

    def put(self, data: bytes) -> str:
        """Keep `data` and return its hash."""
        ...

    def __getitem__(self, name: str) -> bytes: ...

    def __contains__(self, name: object) -> bool: ...

    def __iter__(self) -> Iterator[str]: ...


class Document(QObject):
    """A project, its blobs and where it lies. Values go in and out whole; nothing in it is changed in place.

    Only commands replace the project, so that everything can be undone; see `studio.commands.edit_project`.
    """

    project_changed = Signal(object, object)
    """(before, after), two `Project`."""
    path_changed = Signal()

    def __init__(self, project: Project, blobs: Blobs, path: Path | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._project = project
        self._blobs = blobs
        self._path = path

    @property
    def project(self) -> Project:
        """The present state."""
        return self._project

    @property
    def blobs(self) -> Blobs:
        """Pixels, meshes and embeddings; only grows."""
        return self._blobs

    @property
    def path(self) -> Path | None:
        """Where it was opened from or saved to; None before the first save."""
        return self._path

    def replace_project(self, project: Project) -> None:
        """Take another state; for commands alone."""
        if project is self._project:
            return
        before, self._project = self._project, project
        self.project_changed.emit(before, project)

    def set_path(self, path: Path | None) -> None:
        """Remember where it lies."""
        if path != self._path:
            self._path = path
            self.path_changed.emit()
