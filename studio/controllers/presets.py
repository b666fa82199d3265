"""Presets: finding, wearing, saving and sharing expressions, with a picture of the selected character on each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Protocol

from PySide6.QtCore import QObject
from PySide6.QtGui import QImage

from studio.controllers.express_look import LookEditor
from studio.controllers.preset_shelf import PresetShelf
from studio.core.errors import InputError
from studio.models.character import Character
from studio.models.controls import Pose
from studio.models.express_rows import (
    ALL,
    PresetItem,
    PresetPlace,
    filtered_presets,
    preset_chips,
    preset_items,
)  # fmt: skip
from studio.models.expression import Expression
from studio.models.expression_text import ExpressionTexts, expressions_from
from studio.models.library import find, sample_set
from studio.models.look import Look
from studio.models.look_edits import parsed_source, source_of, with_pose, with_source
from studio.models.messages import Tone
from studio.models.results import drawn_key
from studio.services.settings import SettingsService
from studio.services.thumbnails import ThumbnailService, ThumbnailWish
from studio.services.user_expressions import UserExpressions


class PresetsView(Protocol):
    """What is needed of the panel."""

    applied: Any
    """(id)"""
    hovered: Any
    """(id or "")"""
    chip_chosen: Any
    searched: Any
    visible_changed: Any
    """(ids): what can be seen of the grid; empty while it is hidden"""
    favourite_toggled: Any
    rename_requested: Any
    """(id, name)"""
    tags_edited: Any
    """(id, tags)"""
    remove_requested: Any
    duplicate_requested: Any
    replace_requested: Any
    """(id): with what is worn"""
    export_requested: Any
    """(id, path)"""
    import_requested: Any
    """(path)"""
    add_to_set_requested: Any
    save_requested: Any
    """(name, tags, place)"""

    def show_items(
        self, items: Sequence[PresetItem], pictures: Mapping[str, QImage], texts: Mapping[str, str], total: int
    ) -> None:
        """Show presets; `texts` are what a drag carries, `total` counts those that no filter leaves out."""
        ...

    def show_chips(self, chips: Sequence[str], chosen: str) -> None:
        """Show the filters."""
        ...

    def set_picture(self, preset_id: str, picture: QImage) -> None:
        """A picture is there."""
        ...

    def begin_saving(self, name: str, tags: Sequence[str]) -> None:
        """Open the form for a new preset."""
        ...


class PresetsController(QObject):
    """Between the grid, the library and the look."""

    def __init__(
        self,
        editor: LookEditor,
        thumbnails: ThumbnailService,
        settings: SettingsService,
        view: PresetsView,
        user: UserExpressions | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._editor, self._thumbnails, self._settings, self._view = editor, thumbnails, settings, view
        self._shelf = PresetShelf(editor, user, self)
        self._chip, self._text = ALL, ""
        self._items: tuple[PresetItem, ...] = ()
        self._visible: tuple[str, ...] = ()
        self._shown_for = ""
        self._connect(view)
        editor.library_changed.connect(self.refresh)
        editor.look_changed.connect(self._on_look_changed)
        settings.changed.connect(self._on_setting)
        thumbnails.ready.connect(view.set_picture)
        self.refresh()

    def _connect(self, view: PresetsView) -> None:
        view.applied.connect(self.wear)
        view.hovered.connect(self.hover)
        view.chip_chosen.connect(self.choose_chip)
        view.searched.connect(self.search)
        view.visible_changed.connect(self._on_visible)
        view.favourite_toggled.connect(self.toggle_favourite)
        view.rename_requested.connect(self._shelf.rename)
        view.tags_edited.connect(self._shelf.set_tags)
        view.remove_requested.connect(self._shelf.remove)
        view.duplicate_requested.connect(self._shelf.duplicate)
        view.replace_requested.connect(self._shelf.replace_with_worn)
        view.export_requested.connect(self._shelf.export)
        view.import_requested.connect(self._shelf.import_file)
        view.add_to_set_requested.connect(self.add_to_set)
        view.save_requested.connect(self.save)

    # --- showing

    def refresh(self) -> None:
        """Show the library anew."""
        own = [expression.id for expression in self._editor.workspace.project.expressions]
        library = self._editor.library
        everything = preset_items(library, own, self._shelf.user_ids, self._settings.values.favourites)
        chips = preset_chips(everything)
        if self._chip not in chips:
            self._chip = ALL
        self._items = filtered_presets(everything, self._chip, self._text)
        self._view.show_chips(chips, self._chip)
        self._shown_for = self._who()
        self._view.show_items(self._items, self._pictures(), ExpressionTexts(library), len(everything))

    def choose_chip(self, chip: str) -> None:
        """Filter by favourites, own, a group or a tag."""
        self._chip = chip
        self.refresh()

    def search(self, text: str) -> None:
        """Filter by what is typed."""
        self._text = text
        self.refresh()

    def _pictures(self) -> dict[str, QImage]:
        """Ask for the pictures that can be seen, then the others; none while the grid is hidden."""
        character = self._editor.character
        if character is None or not character.references or not self._visible:
            return {}
        shown = {item.id: None for item in self._items}
        order = dict.fromkeys([one for one in self._visible if one in shown] + list(shown))
        library = self._editor.library
        wishes = [ThumbnailWish(one, library[one].pose) for one in order if one in library]
        blobs: Any = self._editor.workspace.document.blobs
        return self._thumbnails.show(character.main_reference, wishes, blobs)

    def _on_visible(self, ids: Sequence[str]) -> None:
        self._visible = tuple(ids)
        if self._visible:
            for preset_id, picture in self._pictures().items():
                self._view.set_picture(preset_id, picture)

    def _on_look_changed(self) -> None:
        """Pictures are of the character, not of its look."""
        if self._shown_for != self._who():
            self.refresh()

    def _who(self) -> str:
        character = self._editor.character
        return f"{character.id}:{drawn_key(character)}" if character is not None else ""

    def _on_setting(self, name: str) -> None:
        if name == "favourites":
            self.refresh()

    # --- wearing

    def hover(self, preset_id: str) -> None:
        """Try one on; nothing is changed."""
        library = self._editor.library
        if preset_id not in library:
            self._editor.try_change(None)
            return
        source = source_of([preset_id])
        self._editor.try_change(lambda look, layer_id: with_source(look, layer_id, library, source))

    def wear(self, preset_id: str) -> None:
        """Put one on, in the selected layer."""
        library = self._editor.library
        if preset_id in library:
            source = source_of([preset_id])
            name = library[preset_id].name
            self._editor.edit_layer(name, lambda look, layer_id: with_source(look, layer_id, library, source))

    def wear_favourite(self, number: int) -> None:
        """Put on the favourite of a digit key, 1…9."""
        starred = [one for one in self._settings.values.favourites if one in self._editor.library]
        if 1 <= number <= min(9, len(starred)):
            self.wear(starred[number - 1])
        else:
            self._editor.workspace.tell(
                self.tr("There is no favourite {number} yet.").format(number=number),
                self.tr("Star a preset to give it a digit key."),
            )

    def drop_on(self, character_id: str, text: str) -> bool:
        """Let a character wear an expression that was dragged onto it.

        Args:
            character_id: Who.
            text: What the drag carries, `EXPRESSIONS_MIME`.

        Returns:
            True if it wears it now.
        """
        try:
            expressions = expressions_from(text)
        except InputError as error:
            self._editor.workspace.tell_error(error)
            return False
        if not expressions:
            return False
        first = expressions[0]
        known = self._editor.library.get(first.id)
        is_known = known is not None and known.pose == first.pose
        return self._dress(character_id, first.name, first.pose, first.id if is_known else "")

    def drop_words_on(self, words: Sequence[str], character_id: str) -> bool:
        """As `drop_on`, for expressions as words: "joy", "joy:0.8"."""
        if not words:
            return False
        try:
            found = find(self._editor.library, words[0])
        except InputError as error:
            self._editor.workspace.tell_error(error)
            return False
        return self._dress(character_id, found.name, found.pose, words[0])

    def _dress(self, character_id: str, name: str, pose: Pose, source: str) -> bool:
        workspace = self._editor.workspace
        character = workspace.character_by_id(character_id)
        if character is None:
            return False

        def change(one: Character) -> Character:
            return replace(one, look=with_pose(one.look, one.look.layers[0].id, pose, source))

        title = self.tr("{name} wears {expression}").format(name=character.name, expression=name)
        workspace.edit_character(title, change, "", character_id)
        return True

    # --- own presets

    def begin_saving(self) -> None:
        """Open the form, with a name that fits what is worn."""
        layer = self._editor.layer
        words = parsed_source(layer.source).ids
        library = self._editor.library
        name = " ".join(library[word].name for word in words if word in library)
        self._view.begin_saving(self._shelf.free_name(name) if name else "", ())

    def save(self, name: str, tags: Sequence[str], place: str) -> str:
        """Keep what is worn as a preset.

        Returns:
            Its id; empty if there was nothing to keep.
        """
        pose = self._editor.look.worn()
        if not pose:
            hint = self.tr("Move a slider or choose a word first.")
            self._editor.workspace.tell(self.tr("The face is at rest; there is nothing to save."), hint, Tone.WARNING)
            return ""
        layer = self._editor.layer
        first = self._editor.library.get(next(iter(parsed_source(layer.source).ids), ""))
        family = first.family if first is not None else ""
        made = Expression(
            self._shelf.free_id(name), name.strip() or self.tr("Preset"), pose, "custom", family, "", tuple(tags)
        )
        if self._shelf.put(made, PresetPlace(place), self.tr("Save preset “{name}”").format(name=made.name)):
            self._editor.workspace.tell(self.tr("“{name}” is saved.").format(name=made.name), tone=Tone.GOOD)
            return made.id
        return ""

    def toggle_favourite(self, preset_id: str) -> None:
        """Star a preset, or take the star away."""
        starred = self._settings.values.favourites
        is_starred = preset_id in starred
        kept = tuple(one for one in starred if one != preset_id) if is_starred else (*starred, preset_id)
        self._settings.set(favourites=kept)

    # --- the set

    def add_to_set(self, preset_id: str) -> None:
        """Let the character's set have an expression more."""
        self._add_word(preset_id)

    def add_worn_to_set(self) -> None:
        """Let the set have what is worn; it becomes a preset of the project if it is no word of the library."""
        look = self._editor.look
        if not look.worn():
            self.save("", (), PresetPlace.PROJECT)  # tells that there is nothing
            return
        word = self._plain_word(look)
        if not word:
            words = [self._editor.library[one].name for one in parsed_source(self._editor.layer.source).ids
                     if one in self._editor.library]  # fmt: skip
            word = self.save(self._shelf.free_name(" ".join(words) or self.tr("Expression")), (), PresetPlace.PROJECT)
        if word:
            self._add_word(word)

    def _plain_word(self, look: Look) -> str:
        """The source of a look that is nothing but its source."""
        counting = [layer for layer in look.layers if layer.is_enabled and layer.pose]
        if len(counting) != 1 or not counting[0].source:
            return ""
        source = parsed_source(counting[0].source)
        bare = with_source(Look(), Look().layers[0].id, self._editor.library, source)
        return source.text if bare.worn() == look.worn() else ""

    def _add_word(self, word: str) -> None:
        character = self._editor.character
        if character is None:
            return
        present = character.expression_set or sample_set()
        if word in present:
            self._editor.workspace.tell(self.tr("The set has it already."))
            return
        text = self.tr("Add to the set")
        self._editor.workspace.edit_character(text, lambda one: replace(one, expression_set=(*present, word)))
        self._editor.workspace.tell(self.tr("Added to the set of {name}.").format(name=character.name), tone=Tone.GOOD)
