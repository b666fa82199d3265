"""The page that is shown while nothing is open: recent projects, and ways to begin."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from PySide6.QtCore import QObject, SignalInstance, Slot
from PySide6.QtGui import QImage

from studio.controllers import words
from studio.controllers.files import FilesController
from studio.controllers.files_ports import FileQuestions
from studio.core.jobs import CancelToken, Partial, Progress
from studio.models.recent import RecentProject
from studio.services.job_queue import JobQueue
from studio.services.jobs import JobSpec, Lane, Phase
from studio.services.project_covers import cover_of
from studio.services.settings import SettingsService


class WelcomeView(Protocol):
    """What is used of the page."""

    new_requested: SignalInstance
    pictures_requested: SignalInstance
    paths_dropped: SignalInstance
    open_requested: SignalInstance
    sample_requested: SignalInstance
    recent_requested: SignalInstance
    pin_requested: SignalInstance
    forget_requested: SignalInstance
    locate_requested: SignalInstance

    def show_recent(self, projects: tuple[RecentProject, ...]) -> None:
        """Show the cards."""
        ...

    def show_sample_progress(self, fraction: float | None, text: str) -> None:
        """How far the sample is, 0…1; None while it is not being prepared."""
        ...

    def set_recent_image(self, path: str, image: QImage) -> None:
        """Show a card's picture."""
        ...


@dataclass(frozen=True, slots=True)
class _Seen:
    """What was found out about a file, in another thread: a network drive may take long."""

    path: str
    time_s: float | None
    png: bytes = b""


class WelcomeController(QObject):
    """See the module."""

    def __init__(
        self,
        files: FilesController,
        settings: SettingsService,
        jobs: JobQueue,
        questions: FileQuestions,
        view: WelcomeView,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._files, self._settings, self._jobs = files, settings, jobs
        self._questions, self._view = questions, view
        self._seen: dict[str, _Seen] = {}
        view.new_requested.connect(files.new)
        view.pictures_requested.connect(self._new_from_pictures)
        view.paths_dropped.connect(files.open_dropped)
        view.open_requested.connect(self._open)
        view.sample_requested.connect(self._open_sample)
        files.sample_progress.connect(self._on_sample_progress)
        view.recent_requested.connect(self.open_recent)
        view.pin_requested.connect(self.pin)
        view.forget_requested.connect(self.forget)
        view.locate_requested.connect(self.locate)
        settings.changed.connect(self._on_setting)
        files.presence_changed.connect(self._on_presence)
        self.refresh()

    @Slot(str)
    def open_recent(self, path: str) -> None:
        """Open a project of the list."""
        self._files.open(Path(path))

    @Slot(str, bool)
    def pin(self, path: str, is_pinned: bool) -> None:
        """Keep a project at the front of the list, or not."""
        kept = tuple(item for item in self._settings.values.pinned_projects if item != path)
        self._settings.set(pinned_projects=(*kept, path) if is_pinned else kept)

    @Slot(str)
    def forget(self, path: str) -> None:
        """Take a project off the list; the file stays."""
        values = self._settings.values
        self._settings.set(
            recent_projects=tuple(item for item in values.recent_projects if item != path),
            pinned_projects=tuple(item for item in values.pinned_projects if item != path),
        )

    @Slot(str)
    def locate(self, path: str) -> None:
        """Ask where a missing project is now, put that in its place, and open it."""

        def chosen(found: Path | None) -> None:
            if found is not None:
                values, place = self._settings.values, str(found.resolve())
                self._settings.set(
                    recent_projects=_replaced(values.recent_projects, path, place),
                    pinned_projects=_replaced(values.pinned_projects, path, place),
                )
                self._files.open(found)

        self._questions.ask_open(Path(path).parent, chosen)

    @Slot()
    def refresh(self) -> None:
        """Show the list at once, then look at the files."""
        self._show()
        paths = self._paths()
        if not paths:
            return

        def work(token: CancelToken, carried: Any) -> Generator[Progress | Partial, None, None]:
            for path in paths:  # all dates first: which are missing matters more than pictures
                yield Partial(_Seen(path, _time_of(path)))
            for path in paths:
                token.check()
                yield Partial(_Seen(path, _time_of(path), _cover(path)))

        spec = JobSpec(
            self.tr("Look at recent projects"), (Phase(Lane.FILES, work),), "thumbnails", is_quiet=True,
            replaces="recent-projects",
        )  # fmt: skip
        self._jobs.submit(spec, on_partial=self._on_seen, on_end=lambda outcome: self._show())

    # --- inside

    def _paths(self) -> tuple[str, ...]:
        values = self._settings.values
        return tuple(dict.fromkeys((*values.pinned_projects, *values.recent_projects)))

    def _show(self) -> None:
        self._view.show_recent(tuple(self._card(path) for path in self._paths()))

    def _card(self, text: str) -> RecentProject:
        path, seen = Path(text), self._seen.get(text)
        time_s = seen.time_s if seen is not None else None
        return RecentProject(
            text, path.stem, words.folder(path.parent), words.when(time_s) if time_s is not None else "",
            text in self._settings.values.pinned_projects, seen is not None and seen.time_s is None,
        )  # fmt: skip

    def _on_seen(self, seen: _Seen) -> None:
        before = self._seen.get(seen.path)
        self._seen[seen.path] = seen
        if before is None or before.time_s != seen.time_s:
            self._show()
        if seen.png:
            self._view.set_recent_image(seen.path, QImage.fromData(seen.png))

    @Slot()
    def _new_from_pictures(self) -> None:
        self._files.new_from_pictures()

    @Slot()
    def _open(self) -> None:
        self._files.open()

    @Slot()
    def _open_sample(self) -> None:
        """The same card stops what it began."""
        if self._files.is_preparing_sample:
            self._files.cancel_sample()
        else:
            self._files.open_sample()

    @Slot(object)
    def _on_sample_progress(self, progress: Progress | None) -> None:
        if progress is None:
            self._view.show_sample_progress(None, "")
        else:
            text = progress.message or self.tr("preparing")
            self._view.show_sample_progress(progress.fraction or 0.0, f"{text[:1].upper()}{text[1:]}…")

    @Slot(str)
    def _on_setting(self, name: str) -> None:
        if name in ("recent_projects", "pinned_projects"):
            self._show()

    @Slot(bool)
    def _on_presence(self, is_present: bool) -> None:
        if not is_present:
            self.refresh()


def _replaced(paths: tuple[str, ...], old: str, new: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(new if path == old else path for path in paths))


def _time_of(path: str) -> float | None:
    try:
        return Path(path).stat().st_mtime
    except OSError:
        return None


def _cover(path: str) -> bytes:
    try:
        return cover_of(Path(path))
    except OSError:
        return b""
