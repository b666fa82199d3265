"""Keys that point to expressions: seen, made, cut loose; edits of an expression are told where it shows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any, Protocol

from PySide6.QtCore import QObject, Signal

from studio.controllers.acting_ports import ClipEditor, Moments
from studio.controllers.ports import Actions
from studio.controllers.workspace import Workspace
from studio.core.errors import InputError
from studio.models.acting_rows import emotion_top
from studio.models.clip import Clip
from studio.models.controls import Pose
from studio.models.export_edits import Choice
from studio.models.library import find
from studio.models.link_rows import LinkRow, followed, link_rows, links_of, with_expression
from studio.models.look import Look
from studio.models.project import Project
from studio.models.timeline_links import key_expression, link_keys, make_unique, stale_clips
from studio.models.timeline_selection import KeyRef, Selection
from studio.pipelines.wardrobe import library_of


class LinksView(Protocol):
    """The panel. Attributes are signals; their arguments stand beside them."""

    row_selected: Any  # (text of the link)
    link_requested: Any  # (expression id)
    key_requested: Any  # (expression id)
    unique_requested: Any  # (text of the link, or "")
    edit_requested: Any  # (text of the link)
    update_requested: Any  # (text of the link)
    seen_requested: Any  # ()

    def show_expressions(self, choices: Sequence[Choice]) -> None:
        """What keys can be linked to."""
        ...

    def show_rows(self, rows: Sequence[LinkRow], selected_count: int, linked_count: int) -> None:
        """Show the links, how many keys are selected, and how many of those are linked."""
        ...


class LinksController(QObject):
    """Ties the panel to the clip and to the library."""

    shown = Signal(bool)
    """Somebody asked for the panel; whether to choose an expression at once."""

    def __init__(
        self, workspace: Workspace, editor: ClipEditor, view: LinksView, pick: Callable[[Selection], object],
        actions: Actions, moments: Moments | None = None, parent: QObject | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._workspace, self._editor, self._view, self._pick, self._actions = workspace, editor, view, pick, actions
        self._changed: dict[str, Selection] = {}
        self._time_ms = 0.0
        if moments is not None:
            moments.time_changed.connect(self._on_time)
        self._links: tuple[Clip, dict[str, Selection]] | None = None
        editor.state_changed.connect(self.refresh)
        workspace.project_changed.connect(self._on_project)
        workspace.document_replaced.connect(self._on_document)
        view.row_selected.connect(self.select)
        view.link_requested.connect(self.link)
        view.key_requested.connect(self.key)
        view.unique_requested.connect(self.unique)
        view.edit_requested.connect(self.edit)
        view.update_requested.connect(self.update_from_face)
        view.seen_requested.connect(self.forget_changes)
        actions.bind("clip.links", lambda: self.shown.emit(False))
        actions.bind("clip.link-keys", lambda: self.shown.emit(True))
        actions.bind("clip.key-expression", self.ask_key)
        actions.bind("clip.make-unique", lambda: self.unique(""))
        self._show_expressions()
        self.refresh()

    @property
    def rows(self) -> tuple[LinkRow, ...]:
        """The links of the clip."""
        clip = self._editor.clip
        if clip is None:
            return ()
        if self._links is None or self._links[0] is not clip:
            self._links = (clip, links_of(clip))
        marked = self._changed.get(clip.id, frozenset())
        return link_rows(self._links[1], library_of(self._workspace.project), marked, self._editor.selection)

    def refresh(self) -> None:
        """Show the clip as it is."""
        selection, rows = self._editor.selection, self.rows
        linked = sum(len(row.keys & selection) for row in rows)
        self._view.show_rows(rows, len(selection), linked)
        self._actions.set_enabled("clip.make-unique", bool(linked))
        self._actions.set_enabled("clip.link-keys", bool(selection))
        self._actions.set_enabled("clip.key-expression", self._editor.clip is not None)

    def _show_expressions(self) -> None:
        library = library_of(self._workspace.project)
        self._view.show_expressions([Choice(one.id, one.name, one.group) for one in library.values()])

    # --- what became of expressions

    def _on_project(self, before: Project, after: Project) -> None:
        if before.expressions is after.expressions:
            return
        old, new = library_of(before), library_of(after)
        for clip_id, keys in stale_clips(after.clips, old, new).items():
            self._changed[clip_id] = self._changed.get(clip_id, frozenset()) | keys
        self._show_expressions()
        self.refresh()

    def _on_document(self) -> None:
        self._changed.clear()
        self._show_expressions()

    def forget_changes(self) -> None:
        """The user has seen what changed."""
        if self._editor.clip is not None:
            self._changed.pop(self._editor.clip.id, None)
        self.refresh()

    # --- keys

    def select(self, text: str) -> None:
        """Select the keys of a link."""
        row = self._row(text)
        if row is not None:
            self._pick(row.keys)

    def _row(self, text: str) -> LinkRow | None:
        return next((row for row in self.rows if row.text == text), None)

    def link(self, expression: str) -> None:
        """Let the selected keys show an expression from now on."""
        library, keys = library_of(self._workspace.project), self._editor.selection
        if expression:
            self._editor.change(
                self.tr("Link keys"), lambda clip: link_keys(clip, keys, expression, library)
            )  # fmt: skip

    def _on_time(self, time_ms: float) -> None:
        self._time_ms = time_ms

    def ask_key(self) -> None:
        """Let the user choose what is keyed."""
        self._pick(frozenset())
        self.shown.emit(True)

    def key(self, expression: str) -> None:
        """A key for a whole expression at the playhead."""
        library, at_ms = library_of(self._workspace.project), round(self._time_ms)
        if expression:
            self._editor.change(
                self.tr("Key {name}").format(name=library[expression].name if expression in library else expression),
                lambda clip: key_expression(clip, expression, at_ms, library, emotion_top(clip)), needs_selection=False,
            )  # fmt: skip

    def unique(self, text: str) -> None:
        """Give keys a face of their own: those of a link, or the selected ones."""
        library = library_of(self._workspace.project)
        row = self._row(text) if text else None
        keys: frozenset[KeyRef] = row.keys if row is not None else self._editor.selection
        if keys:
            self._editor.change(
                self.tr("Make unique"), lambda clip: make_unique(clip, keys, library), needs_selection=False
            )  # fmt: skip

    # --- the expression itself

    def edit(self, text: str) -> None:
        """Put the expression on the character, where it can be changed."""
        row = self._row(text)
        if row is None or not row.expression or self._workspace.character is None:
            return
        pose = find(library_of(self._workspace.project), row.expression).pose
        name = row.title
        self._workspace.edit_character(
            self.tr("Wear {name}").format(name=name), lambda one: replace(one, look=look_of(pose, row.expression))
        )
        self._workspace.show_page("express")
        again = self.tr("Update “{name}”").format(name=name)
        self._workspace.tell(
            self.tr("Change the face, then update “{name}”: all keys that point to it follow.").format(name=name),
            action_label=again, action=lambda: self.update_expression(row.expression),
        )  # fmt: skip

    def update_from_face(self, text: str) -> None:
        """Let an expression be what the character wears now."""
        row = self._row(text)
        if row is not None and row.expression:
            self.update_expression(row.expression)

    def update_expression(self, expression_id: str) -> None:
        """As `update_from_face`; one of the program becomes the project's own, under the same id."""
        project, character = self._workspace.project, self._workspace.character
        library = library_of(project)
        if character is None or expression_id not in library:
            self._workspace.tell_error(
                InputError("There is nothing to update.", "Choose a character and an expression.", "usage.expression")
            )
            return
        before = library[expression_id]
        made = replace(before, pose=dict(character.look.worn()))
        after = replace(project, expressions=with_expression(project.expressions, made))
        after = replace(after, clips=followed(after.clips, library, library_of(after)))
        self._workspace.edit(self.tr("Update {name}").format(name=before.name), after)
        count = sum(len(keys) for keys in stale_clips(after.clips, library, library_of(after)).values())
        self._workspace.tell(
            self.tr("“{name}” is updated; {count} keys follow it.").format(name=before.name, count=count)
        )


def look_of(pose: Pose, source: str) -> Look:
    """A look of one layer that is a pose."""
    plain = Look()
    return plain.with_layer(replace(plain.layers[0], pose=dict(pose), source=source))
