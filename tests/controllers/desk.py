"""A window without widgets: the real workspace, services and files, and somebody who answers questions."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from studio.controllers.files import FilesController
from studio.controllers.workspace import Workspace
from studio.models.document import Document
from studio.models.file_questions import ConflictAnswer, UnsavedAnswer
from studio.models.messages import Message
from studio.models.project import Project
from studio.services.inference import InferenceService
from studio.services.job_queue import JobQueue
from studio.services.recovery import RecoveryService
from studio.services.settings import SettingsService
from studio.storage.blobs import BlobStore


class Answers:
    """Answers at once as told, and counts; fails if it was not told."""

    def __init__(self) -> None:
        self.unsaved: list[UnsavedAnswer] = []
        self.conflict: list[ConflictAnswer] = []
        self.paths: list[Path | None] = []
        self.pictures: list[Sequence[Path]] = []
        self.asked: list[str] = []
        self.suggestions: list[Path] = []

    def ask_unsaved(self, title: str, answered: Callable[[UnsavedAnswer], None]) -> None:
        self.asked.append(f"unsaved {title}")
        answered(self.unsaved.pop(0))

    def ask_conflict(self, title: str, answered: Callable[[ConflictAnswer], None]) -> None:
        self.asked.append(f"conflict {title}")
        answered(self.conflict.pop(0))

    def ask_open(self, folder: Path | None, answered: Callable[[Path | None], None]) -> None:
        self.asked.append("open")
        answered(self.paths.pop(0))

    def ask_save(self, suggestion: Path, answered: Callable[[Path | None], None]) -> None:
        self.asked.append("save")
        self.suggestions.append(suggestion)
        answered(self.paths.pop(0))

    def ask_pictures(self, folder: Path | None, answered: Callable[[Sequence[Path]], None]) -> None:
        self.asked.append("pictures")
        answered(self.pictures.pop(0))


class FakeActions:
    """The window's actions, without a window."""

    def __init__(self) -> None:
        self.slots: dict[str, Callable[..., object]] = {}
        self.enabled: dict[str, bool] = {}
        self.checked: dict[str, bool] = {}

    def bind(self, action_id: str, slot: Callable[..., object]) -> None:
        self.slots[action_id] = slot

    def set_enabled(self, action_id: str, is_enabled: bool) -> None:
        self.enabled[action_id] = is_enabled

    def set_checked(self, action_id: str, is_checked: bool) -> None:
        self.checked[action_id] = is_checked


class Desk:
    """Everything that the life of a document needs, real but for the questions."""

    def __init__(self, root: Path) -> None:
        self.jobs = JobQueue(InferenceService())
        self.settings = SettingsService(root / "settings.json")
        self.recovery = RecoveryService(self.jobs, root / "recovery")
        self.workspace = Workspace(Document(Project("none", "Untitled"), BlobStore()))
        self.answers = Answers()
        self.files = FilesController(self.workspace, self.jobs, self.settings, self.recovery, self.answers)
        self.told: list[Message] = []
        self.bugs: list[Any] = []
        self.workspace.told.connect(self.told.append)
        self.workspace.bug_found.connect(self.bugs.append)

    @property
    def name(self) -> str:
        return self.workspace.project.name

    def rename(self, name: str, key: str = "") -> None:
        self.workspace.edit(f"Rename to {name}", replace(self.workspace.project, name=name), key)

    def close(self) -> None:
        self.workspace.close()
        assert self.bugs == []
        assert self.recovery.close()
        assert self.jobs.close()
