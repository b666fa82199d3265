"""The page of all emotion words: drawn on the selected character, worn with a click, travelled between as a clip."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Protocol

from PySide6.QtCore import QObject, SignalInstance
from PySide6.QtGui import QImage

from studio.controllers.express_look import LookEditor
from studio.core.errors import StudioError
from studio.models.expression import scaled
from studio.models.expression_text import ExpressionTexts
from studio.models.library import sample_set
from studio.models.look_edits import parsed_source, source_of, with_source
from studio.models.messages import Tone
from studio.models.results import drawn_key
from studio.models.vocabulary import load_vocabulary
from studio.models.word_rows import ALL_WORDS, WordGroup, WordRow, found_words, word_groups, word_rows
from studio.pipelines.clips import transition
from studio.services.thumbnails import ThumbnailService, ThumbnailWish

FIRST_TRAVEL = ("melancholy", "jubilation")


class WordsView(Protocol):
    """What is needed of the page."""

    applied: SignalInstance
    hovered: SignalInstance
    group_chosen: SignalInstance
    searched: SignalInstance
    intensity_changed: SignalInstance
    visible_changed: SignalInstance
    travel_requested: SignalInstance
    add_to_set_requested: SignalInstance

    def show_groups(self, groups: Sequence[WordGroup]) -> None:
        """Show families and clusters."""
        ...

    def show_words(self, words: Sequence[WordRow], pictures: Mapping[str, QImage], texts: Mapping[str, str]) -> None:
        """Show words."""
        ...

    def show_travel(self, words: Sequence[tuple[str, str]], start: str, end: str) -> None:
        """The words between which the face can travel."""
        ...

    def set_picture(self, word: str, picture: QImage) -> None:
        """A picture is there."""
        ...

    def set_worn(self, word: str) -> None:
        """Show which word is worn."""
        ...

    def set_character(self, name: str) -> None:
        """Show whose pictures these are."""
        ...

    def open_page(self) -> None:
        """Come to the front."""
        ...


class WordsPageController(QObject):
    """Between the vocabulary, the look and the page."""

    def __init__(
        self,
        editor: LookEditor,
        thumbnails: ThumbnailService,
        view: WordsView,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._editor, self._thumbnails, self._view = editor, thumbnails, view
        self._clusters = load_vocabulary()
        self._rows = word_rows(self._clusters)
        self._group, self._text, self._intensity = ALL_WORDS, "", 1.0
        self._visible: tuple[str, ...] = ()
        self._shown_for, self._is_made = "", False
        view.applied.connect(self.wear)
        view.hovered.connect(self.hover)
        view.group_chosen.connect(self.choose_group)
        view.searched.connect(self.search)
        view.intensity_changed.connect(self.set_intensity)
        view.visible_changed.connect(self._on_visible)
        view.travel_requested.connect(self.travel)
        view.add_to_set_requested.connect(self.add_to_set)
        thumbnails.ready.connect(view.set_picture)
        editor.look_changed.connect(self._on_look_changed)

    # --- showing

    def open(self) -> None:
        """Show the page."""
        if not self._is_made:
            self._is_made = True
            self._view.show_groups(word_groups(self._clusters, self.tr("All words")))
            names = sorted((row.name, row.id) for row in self._rows)
            self._view.show_travel([(word, name) for name, word in names], *FIRST_TRAVEL)
        self.refresh()
        self._view.open_page()

    def refresh(self) -> None:
        """Show the words anew."""
        if not self._is_made:
            return
        self._shown_for = self._who()
        character = self._editor.character
        is_there = character is not None and bool(character.references)
        self._view.set_character(character.name if is_there and character is not None else "")
        rows = found_words(self._rows, self._group, self._text)
        self._view.show_words(rows, self._pictures(), ExpressionTexts(self._editor.library))
        self._view.set_worn(self._worn())

    def choose_group(self, group: str) -> None:
        """Show a family, a cluster, or all words."""
        self._group = group
        self.refresh()

    def search(self, text: str) -> None:
        """Show what is spelt like this."""
        self._text = text
        self.refresh()

    def set_intensity(self, intensity: float) -> None:
        """Draw and wear words this strongly from now on."""
        self._intensity = intensity
        self.refresh()

    def _pictures(self) -> dict[str, QImage]:
        """Ask for the pictures in view, then for the others of the page; none while it is hidden."""
        character, library = self._editor.character, self._editor.library
        if character is None or not character.references or not self._visible:
            return {}
        rows = [row.id for row in found_words(self._rows, self._group, self._text)]
        order = dict.fromkeys([one for one in self._visible if one in rows] + rows)
        wishes = [ThumbnailWish(one, scaled(library[one].pose, self._intensity)) for one in order if one in library]
        blobs: Any = self._editor.workspace.document.blobs
        engine = self._editor.workspace.project.set_settings.engine
        return self._thumbnails.show(character.main_reference, wishes, blobs, engine)

    def _on_visible(self, ids: Sequence[str]) -> None:
        self._visible = tuple(ids)
        for word, picture in self._pictures().items():
            self._view.set_picture(word, picture)

    def _on_look_changed(self) -> None:
        """Pictures are of the character, not of its look."""
        if self._shown_for != self._who():
            self.refresh()
        elif self._is_made:
            self._view.set_worn(self._worn())

    def _who(self) -> str:
        character = self._editor.character
        engine = self._editor.workspace.project.set_settings.engine
        return f"{character.id}:{drawn_key(character)}:{character.name}:{engine}" if character is not None else ""

    def _worn(self) -> str:
        if self._editor.character is None:
            return ""
        words = parsed_source(self._editor.layer.source).ids
        return words[0] if len(words) == 1 else ""

    # --- wearing

    def hover(self, word: str) -> None:
        """Try one on; nothing is changed."""
        library = self._editor.library
        if word not in library:
            self._editor.try_change(None)
            return
        source = source_of([word], self._intensity)
        self._editor.try_change(lambda look, layer_id: with_source(look, layer_id, library, source))

    def wear(self, word: str) -> None:
        """Put one on, in the selected layer, at the page's intensity."""
        library = self._editor.library
        if word in library and self._editor.character is not None:
            source = source_of([word], self._intensity)
            name = library[word].name
            self._editor.edit_layer(name, lambda look, layer_id: with_source(look, layer_id, library, source))

    def add_to_set(self, word: str) -> None:
        """Let the character's set have a word more, at the page's intensity."""
        character, workspace = self._editor.character, self._editor.workspace
        if character is None:
            return
        asked = word if self._intensity == 1.0 else f"{word}:{self._intensity:g}"
        present = character.expression_set or sample_set()
        if asked in present:
            workspace.tell(self.tr("The set has it already."))
            return
        text = self.tr("Add to the set")
        workspace.edit_character(text, lambda one: replace(one, expression_set=(*present, asked)))
        workspace.tell(self.tr("Added to the set of {name}.").format(name=character.name), tone=Tone.GOOD)

    def travel(self, start: str, end: str) -> None:
        """A clip of the project that goes from one word to another."""
        workspace = self._editor.workspace
        try:
            clip = transition(start, end, self._editor.library)
        except StudioError as error:
            workspace.tell_error(error)
            return
        kept = tuple(one for one in workspace.project.clips if one.id != clip.id)
        workspace.edit(
            self.tr("Travel: {name}").format(name=clip.name), replace(workspace.project, clips=(*kept, clip))
        )
        workspace.tell(self.tr("“{name}” is among the clips now.").format(name=clip.name), tone=Tone.GOOD,
                       action_label=self.tr("Animate"), action=lambda: workspace.show_page("animate"))  # fmt: skip
