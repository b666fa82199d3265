"""Where presets are kept: in the project, undoable, or in the user's library for all projects."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject

from studio.controllers.express_look import LookEditor
from studio.core.errors import InputError, StudioError
from studio.core.files import write_if_changed
from studio.models.express_rows import PresetPlace
from studio.models.expression import Expression
from studio.models.expression_files import load_expressions
from studio.models.expression_text import slug, text_of_expressions
from studio.models.link_rows import followed, with_expression
from studio.models.messages import Tone
from studio.models.project import Project
from studio.pipelines.wardrobe import library_of
from studio.services.user_expressions import UserExpressions


class PresetShelf(QObject):
    """Adds, changes and removes the user's own presets; those of the program are only copied."""

    def __init__(self, editor: LookEditor, user: UserExpressions | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._editor = editor
        self._user = user or UserExpressions()
        self._user_ids: tuple[str, ...] = tuple(self._user.all())

    @property
    def user_ids(self) -> tuple[str, ...]:
        """Ids of the user's library."""
        return self._user_ids

    def put(self, expression: Expression, place: PresetPlace, text: str) -> bool:
        """Add a preset, or put it in the place of the one with the same id; says whether that was possible."""
        workspace = self._editor.workspace
        if place is PresetPlace.USER:
            try:
                self._user.save(expression)
            except InputError as error:
                workspace.tell_error(error)
                return False
            self._reload()
            return True
        project = workspace.project
        after = replace(project, expressions=with_expression(project.expressions, expression))
        workspace.edit(text, with_links(project, after))
        return True

    def _edit_own(self, preset_id: str, text: str, **changes: Any) -> None:
        place = self.place_of(preset_id)
        if place is PresetPlace.PROGRAM:
            hint = self.tr("Duplicate it; the copy is yours.")
            self._editor.workspace.tell(self.tr("This preset belongs to the program."), hint)
            return
        self.put(replace(self._editor.library[preset_id], **changes), place, text)

    def place_of(self, preset_id: str) -> PresetPlace:
        """Where a preset lives."""
        if any(one.id == preset_id for one in self._editor.workspace.project.expressions):
            return PresetPlace.PROJECT
        return PresetPlace.USER if preset_id in self._user_ids else PresetPlace.PROGRAM

    def _reload(self) -> None:
        self._user_ids = tuple(self._user.all())
        self._editor.forget_library()

    def free_id(self, name: str) -> str:
        """An id for a name that nothing has yet."""
        base = wanted = slug(name)
        number = 2
        while wanted in self._editor.library:
            wanted, number = f"{base}-{number}", number + 1
        return wanted

    def free_name(self, name: str) -> str:
        """A name that nothing has yet."""
        taken = {expression.name.casefold() for expression in self._editor.library.values()}
        wanted, number = name, 2
        while wanted.casefold() in taken:
            wanted, number = f"{name} {number}", number + 1
        return wanted

    def rename(self, preset_id: str, name: str) -> None:
        """Give an own preset another name; its id stays, so that sets and games keep it."""
        if name.strip():
            self._edit_own(preset_id, self.tr("Rename preset"), name=name.strip())

    def set_tags(self, preset_id: str, tags: Sequence[str]) -> None:
        """Give an own preset other tags."""
        kept = tuple(dict.fromkeys(tag.strip() for tag in tags if tag.strip()))
        self._edit_own(preset_id, self.tr("Tag preset"), tags=kept)

    def replace_with_worn(self, preset_id: str) -> None:
        """Let an own preset be what is worn now."""
        pose = self._editor.look.worn()
        self._edit_own(preset_id, self.tr("Replace preset"), pose=pose)

    def duplicate(self, preset_id: str) -> None:
        """A copy in the project, which can be changed."""
        original = self._editor.library[preset_id]
        name = self.free_name(original.name)
        copy = replace(original, id=self.free_id(name), name=name, group="custom")
        self.put(copy, PresetPlace.PROJECT, self.tr("Duplicate preset"))

    def remove(self, preset_id: str) -> None:
        """Delete an own preset; the message brings back one of the user's library."""
        workspace = self._editor.workspace
        if self.place_of(preset_id) is PresetPlace.PROJECT:
            kept = tuple(one for one in workspace.project.expressions if one.id != preset_id)
            after = replace(workspace.project, expressions=kept)
            workspace.edit(self.tr("Delete preset"), with_links(workspace.project, after))
            return
        try:
            gone = self._user.remove(preset_id)
        except InputError as error:
            workspace.tell_error(error)
            return
        self._reload()
        if gone is not None:
            text = self.tr("“{name}” is deleted from your library.").format(name=gone.name)
            again = self.tr("Bring back")
            workspace.tell(
                text, action_label=again, action=lambda: self.put(gone, PresetPlace.USER, "") and None,
            )  # fmt: skip

    def export(self, preset_id: str, path: str) -> None:
        """Write a preset as an expression file."""
        expression = self._editor.library[preset_id]
        try:
            write_if_changed(Path(path), text_of_expressions([expression]).encode())
        except OSError as error:
            reason = (error.strerror or "it cannot be written").lower()
            problem = InputError(f"The file cannot be written: {reason}.", "Choose another folder.", "preset.export")
            self._editor.workspace.tell_error(problem)
            return
        name = Path(path).name
        self._editor.workspace.tell(self.tr("Saved as {file}.").format(file=name), tone=Tone.GOOD)

    def import_file(self, path: str) -> None:
        """Add the expressions of a file to the project."""
        workspace = self._editor.workspace
        try:
            found = load_expressions(Path(path))
        except StudioError as error:
            workspace.tell_error(error)
            return
        present = {one.id: one for one in workspace.project.expressions} | {one.id: one for one in found}
        workspace.edit(self.tr("Import presets"), replace(workspace.project, expressions=tuple(present.values())))
        count = len(found)
        text = self.tr("1 preset is added.") if count == 1 else self.tr("{count} presets are added.")
        workspace.tell(text.format(count=count), tone=Tone.GOOD)


def with_links(before: Project, after: Project) -> Project:
    """Other expressions, and clips whose keys still mean what they meant."""
    return replace(after, clips=followed(after.clips, library_of(before), library_of(after)))
