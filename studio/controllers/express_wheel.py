"""The emotion wheel: words, their intensity, and blends of two."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

from PySide6.QtCore import QObject

from studio.controllers.express_look import LookEditor
from studio.models.emotion_wheel import Sector, WheelLayout, WheelWord, placed, sectors
from studio.models.express_rows import WheelState
from studio.models.look import Look
from studio.models.look_edits import (
    HandMade,
    Source,
    hand_made,
    parsed_source,
    resourced,
    source_of,
    with_pose,
    with_source,
)
from studio.pipelines.wardrobe import builtin_vocabulary


class WheelView(Protocol):
    """What is needed of the panel."""

    word_chosen: Any
    """(word)"""
    word_pinned: Any
    """(word): as the second one"""
    word_hovered: Any
    """(word or "")"""
    mix_dragged: Any
    """(words, balance): while dragging inside the wheel"""
    intensity_edited: Any
    balance_edited: Any
    gesture_ended: Any
    cleared: Any
    """Back to the reference's own face."""
    second_removed: Any
    layout_chosen: Any
    """(layout)"""

    def show_words(self, words: Sequence[WheelWord], parts: Sequence[Sector], layout: str) -> None:
        """Show the vocabulary; `parts` are the families' sectors."""
        ...

    def show_state(self, state: WheelState) -> None:
        """Show what the layer was made from."""
        ...


class WheelController(QObject):
    """Between the wheel and the source of the selected layer."""

    def __init__(self, editor: LookEditor, view: WheelView, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._editor = editor
        self._view = view
        self._clusters = builtin_vocabulary()
        self._places: dict[WheelLayout, tuple[WheelWord, ...]] = {}
        self._hand_made: HandMade | None = None
        self._balances: dict[str, float] = {}
        view.word_chosen.connect(self.choose)
        view.word_pinned.connect(self.pin)
        view.word_hovered.connect(self.hover)
        view.mix_dragged.connect(self.drag_mix)
        view.intensity_edited.connect(self.set_intensity)
        view.balance_edited.connect(self.set_balance)
        view.gesture_ended.connect(editor.workspace.end_gesture)
        view.cleared.connect(self.clear)
        view.second_removed.connect(self.remove_second)
        view.layout_chosen.connect(self.show_layout)
        editor.look_changed.connect(self.refresh)
        self.show_layout(WheelLayout.FAMILIES)
        self.refresh()

    def show_layout(self, layout: str) -> None:
        """Place the words in another way."""
        wanted = WheelLayout(layout)
        if wanted not in self._places:
            self._places[wanted] = placed(self._clusters, wanted)
        self._view.show_words(self._places[wanted], sectors(self._clusters), wanted)

    def refresh(self) -> None:
        """Show what the selected layer was made from."""
        layer = self._editor.layer
        source = parsed_source(layer.source)
        made = self._made()
        changed = len(made.differences) if source.words or layer.pose else 0
        intensity = min(1.5, source.intensity) if source.words else 1.0
        self._view.show_state(WheelState(source.ids[:2], intensity, self._balance(source), changed))

    # --- words

    def choose(self, word: str) -> None:
        """Let the layer be a word, at the intensity that the ring shows."""
        intensity = self._intensity() or 1.0
        source = source_of([word], intensity)
        self._set(self._title(source), source)
        self._editor.workspace.end_gesture()

    def pin(self, word: str) -> None:
        """Blend a second word in, half and half; pinning the first word again takes the second away."""
        first = next(iter(self._source().ids), "")
        if not first or word == first:
            self.choose(word)
            return
        source = source_of([first, word], self._intensity() or 1.0, 0.5)
        self._resource(self.tr("Blend in {word}").format(word=self._name(word)), source)
        self._editor.workspace.end_gesture()

    def remove_second(self) -> None:
        """Go back to the first word alone."""
        source = self._source()
        if len(source.words) > 1:
            self._resource(self.tr("Take the second word away"), source_of(source.ids[:1], self._intensity()))

    def hover(self, word: str) -> None:
        """Try a word on; nothing is changed."""
        if not word:
            self._editor.try_change(None)
            return
        source = source_of([word], self._intensity() or 1.0)
        library = self._editor.library
        self._editor.try_change(lambda look, layer_id: with_source(look, layer_id, library, source))

    def drag_mix(self, words: Sequence[str], balance: float) -> None:
        """Let the layer be what lies under the pointer; one step until the button is released."""
        if words:
            source = source_of(words, self._intensity() or 1.0, balance)
            self._set(self._title(source), source, "wheel")

    def clear(self) -> None:
        """Empty the layer."""
        self._editor.edit_layer(self.tr("Neutral"), lambda look, layer_id: with_pose(look, layer_id, {}))

    # --- amounts

    def set_intensity(self, intensity: float) -> None:
        """Turn the ring; what was made by hand stays."""
        source = self._source()
        if source.words:
            turned = source_of(source.ids, intensity, self._balance(source))
            self._resource(self._title(turned), turned, "intensity")

    def set_balance(self, balance: float) -> None:
        """Move between two words; what was made by hand stays."""
        source = self._source()
        if len(source.words) > 1:
            moved = source_of(source.ids, source.intensity, balance)
            self._balances[_pair(source)] = balance
            self._resource(self._title(moved), moved, "balance")

    # --- within

    def _set(self, text: str, source: Source, merge_key: str = "") -> None:
        library = self._editor.library
        self._editor.edit_layer(text, lambda look, layer_id: with_source(look, layer_id, library, source), merge_key)

    def _resource(self, text: str, source: Source, merge_key: str = "") -> None:
        library, known = self._editor.library, self._made()

        def change(look: Look, layer_id: str) -> Look:
            changed, self._hand_made = resourced(look, layer_id, library, source, known)
            return changed

        self._editor.edit_layer(text, change, merge_key)

    def _made(self) -> HandMade:
        """What was made by hand on the selected layer; remembered while only the ring turns it."""
        layer = self._editor.layer
        if self._hand_made is None or self._hand_made.after != layer:
            self._hand_made = hand_made(self._editor.library, layer)
        return self._hand_made

    def _source(self) -> Source:
        return parsed_source(self._editor.layer.source)

    def _intensity(self) -> float:
        source = self._source()
        return source.intensity if source.words else 1.0

    def _balance(self, source: Source) -> float:
        """As it is, or as it was last where intensity 0 leaves nothing to tell by."""
        if len(source.words) > 1:
            if source.intensity:
                self._balances[_pair(source)] = source.balance
            return self._balances.get(_pair(source), 0.5)
        return 0.0

    def _name(self, word: str) -> str:
        expression = self._editor.library.get(word)
        return expression.name if expression is not None else word

    def _title(self, source: Source) -> str:
        return " + ".join(f"{self._name(word)} {amount * 100:.0f} %" for word, amount in source.words)


def _pair(source: Source) -> str:
    return "+".join(source.ids)
