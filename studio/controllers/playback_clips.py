"""Which clips there are: those of the project, ready-made ones, and those that were typed to be tried."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from studio.controllers.playback_ports import TimelineView
from studio.controllers.workspace import Workspace
from studio.core.errors import InputError
from studio.models.clip import Clip
from studio.models.export_edits import Choice
from studio.models.messages import Tone
from studio.models.playhead import ClipKind, ClipRow, free_id, with_clip
from studio.models.sheet import LoopMode
from studio.pipelines.clips import builtin_clips, clips_of, meant_clip
from studio.pipelines.wardrobe import library_of

NEW_MS, NEW_FPS = 2000, 24.0
"""Of an empty clip."""


class ClipShelf(QObject):
    """The clip list and its edits. Typed clips stay until another project is opened, or until they are added."""

    wanted = Signal(str)
    """Id of a clip that was made to be looked at."""
    dropped = Signal()
    """A typed clip is gone."""

    def __init__(self, workspace: Workspace, view: TimelineView, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workspace, self._view = workspace, view
        self._typed: dict[str, Clip] = {}
        for signal, slot in (
            (view.word_entered, self.enter), (view.add_requested, self.add),
            (view.rename_requested, self.rename),
            (view.duplicate_requested, self.duplicate), (view.delete_requested, self.delete),
        ):  # fmt: skip
            signal.connect(slot)

    def clip(self, clip_id: str) -> Clip | None:
        """A clip by its id; the project's own wins, then what was typed."""
        own = next((clip for clip in self._workspace.project.clips if clip.id == clip_id), None)
        return own or self._typed.get(clip_id) or builtin_clips().get(clip_id)

    def kind(self, clip_id: str) -> ClipKind:
        """Where a clip comes from."""
        if any(clip.id == clip_id for clip in self._workspace.project.clips):
            return ClipKind.PROJECT
        return ClipKind.TYPED if clip_id in self._typed else ClipKind.READY_MADE

    def forget_typed(self) -> None:
        """Another project is open."""
        self._typed.clear()

    def refresh(self) -> None:
        """Fill the view."""
        project = self._workspace.project
        own = {clip.id: clip for clip in project.clips}
        known = {**builtin_clips(), **self._typed, **own}
        rows = (
            ClipRow(one.id, one.name, self.kind(one.id), one.duration_ms, one.loop, one.colour)
            for one in known.values()
        )
        self._view.show_clips(tuple(rows))
        library = library_of(project)
        self._view.show_expressions(
            tuple(Choice(expression.id, expression.name, expression.group) for expression in library.values())
        )

    def enter(self, word: str) -> None:
        """Take a typed clip: "talk:hello", "joy..anger", "idle:7"."""
        try:
            clip = meant_clip(word.strip(), library_of(self._workspace.project), self._workspace.project)
        except InputError as error:
            self._view.show_word_problem(f"{error.user_message} {error.hint}".strip())
            return
        self._view.show_word_problem("")
        if clip != self.clip(clip.id):
            self._typed[clip.id] = clip
        self.refresh()
        self.wanted.emit(clip.id)

    def new(self) -> None:
        """An empty clip, chosen at once; a name can be typed."""
        project = self._workspace.project
        taken = clips_of(project)
        name = free_id(self.tr("New clip"), [one.name for one in taken.values()]).replace("-", " ")
        made = Clip(free_id("new-clip", (*taken, *self._typed)), name, (), NEW_MS, LoopMode.LOOP, fps=NEW_FPS)
        self._workspace.edit(self.tr("New clip"), replace(project, clips=with_clip(project.clips, made)))
        self._workspace.show_page("animate")
        self.wanted.emit(made.id)
        self._view.show_naming()

    def add(self, clip_id: str) -> None:
        """Put a clip into the project, where it can be changed."""
        clip, project = self.clip(clip_id), self._workspace.project
        if clip is None or self.kind(clip_id) is ClipKind.PROJECT:
            return
        text = self.tr("Add clip {name}").format(name=clip.name)
        self._workspace.edit(text, replace(project, clips=with_clip(project.clips, clip)))
        self._workspace.tell(self.tr("“{name}” is part of the project now.").format(name=clip.name), tone=Tone.GOOD)

    def rename(self, clip_id: str, name: str) -> None:
        """Call a clip of the project something else; its id stays, and with it what games refer to."""
        clip, project = self.clip(clip_id), self._workspace.project
        name = name.strip()
        if clip is None or not name or self.kind(clip_id) is not ClipKind.PROJECT:
            return
        clips = with_clip(project.clips, replace(clip, name=name))
        self._workspace.edit(self.tr("Rename clip to {name}").format(name=name), replace(project, clips=clips))

    def duplicate(self, clip_id: str) -> None:
        """A copy in the project, chosen at once."""
        clip, project = self.clip(clip_id), self._workspace.project
        if clip is None:
            return
        taken = clips_of(project)
        copy_id = free_id(clip.id, (*taken, *self._typed))
        names = {one.name for one in taken.values()}
        copy = replace(clip, id=copy_id, name=free_id(clip.name, tuple(names)).replace("-", " "))
        text = self.tr("Duplicate clip {name}").format(name=clip.name)
        self._workspace.edit(text, replace(project, clips=with_clip(project.clips, copy, after=clip.id)))
        self.wanted.emit(copy_id)

    def delete(self, clip_id: str) -> None:
        """Take a clip out of the project, or a typed one off the list."""
        clip, project = self.clip(clip_id), self._workspace.project
        if clip is None:
            return
        if self.kind(clip_id) is ClipKind.PROJECT:
            kept = tuple(one for one in project.clips if one.id != clip_id)
            text = self.tr("Delete clip {name}").format(name=clip.name)
            self._workspace.edit(text, replace(project, clips=kept))
        elif self._typed.pop(clip_id, None) is not None:
            self.refresh()
            self.dropped.emit()
