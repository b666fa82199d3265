"""A timeline without widgets: the real workspace, and one clip of its project."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from studio.controllers.workspace import Workspace
from studio.core.errors import StudioError
from studio.models.clip import Clip
from studio.models.controls import Pose
from studio.models.document import Document
from studio.models.messages import Message
from studio.models.playhead import with_clip
from studio.models.project import Project
from studio.models.timeline import ClipSampler
from studio.models.timeline_selection import NOTHING, Edited, KeyRef, Selection
from studio.pipelines.wardrobe import library_of
from studio.storage.blobs import BlobStore
from tests.controllers.made_project import FakeActions, make_project

EMPTY = Clip("c", "Clip", (), 8000, fps=24.0)


class Place(QObject):
    """Where the playhead is."""

    time_changed = Signal(float)


class FakeEditor(QObject):
    """Changes the clip as the timeline's editor does: one step a change, errors told."""

    state_changed = Signal()

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self.selection: Selection = NOTHING

    @property
    def clip(self) -> Clip | None:
        return next((one for one in self._workspace.project.clips if one.id == "c"), None)

    def pick(self, keys: Iterable[tuple[str, int]], _picking: str = "replace") -> None:
        self.selection = frozenset(KeyRef(*key) for key in keys)
        self.state_changed.emit()

    def change(
        self, text: str, change: Callable[[Clip], Edited], merge_key: str = "", needs_selection: bool = True
    ) -> None:
        clip = self.clip
        if clip is None or (needs_selection and not self.selection):
            return
        try:
            edited = change(clip)
        except StudioError as error:
            self._workspace.tell_error(error)
            return
        project = self._workspace.project
        self.selection = edited.selection
        self._workspace.edit(text, replace(project, clips=with_clip(project.clips, edited.clip)), merge_key)
        if not merge_key:
            self._workspace.end_gesture()
        self.state_changed.emit()


class FakeStage:
    """Remembers poses."""

    def __init__(self) -> None:
        self.poses: list[Pose] = []
        self.releases = 0

    def show(self, pose: Pose) -> None:
        self.poses.append(dict(pose))

    def release(self) -> None:
        self.releases += 1


class ActingDesk:
    """All that acting needs; `clip` is the project's own."""

    def __init__(self, clip: Clip | None = EMPTY, has_character: bool = True) -> None:
        made = make_project() if has_character else None
        characters = made.project.characters if made is not None else ()
        project = Project("p", "test", characters, clips=(clip,) if clip is not None else ())
        self.workspace = Workspace(Document(project, made.blobs if made is not None else BlobStore()))
        self.told: list[Message] = []
        self.workspace.told.connect(self.told.append)
        self.place, self.actions, self.stage = Place(), FakeActions(), FakeStage()
        self.editor = FakeEditor(self.workspace)
        self.workspace.project_changed.connect(lambda *_: self.editor.state_changed.emit())

    @property
    def clip(self) -> Clip:
        return next(clip for clip in self.workspace.project.clips if clip.id == "c")

    @property
    def steps(self) -> int:
        return self.workspace.undo_stack.count()

    def pose(self, time_ms: float) -> Pose:
        """What the clip shows."""
        return ClipSampler(self.clip, library_of(self.workspace.project)).pose(time_ms)

    def undo(self) -> None:
        self.workspace.undo_stack.undo()

    def close(self) -> None:
        self.workspace.close()
