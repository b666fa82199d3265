"""Layers of acting of the clip on the timeline: adding, weighing, muting, rolling again."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any, Protocol

from PySide6.QtCore import QObject, Signal

from studio.controllers.acting_ports import ClipEditor, Moments
from studio.controllers.ports import Actions
from studio.controllers.workspace import Workspace
from studio.core.errors import InputError
from studio.models.acting_rows import (
    ALIVE,
    GENERATED,
    MAX_SEED,
    ActingRow,
    LayerKind,
    LayerSettings,
    acting_rows,
    base_word,
    moved_row,
    row_id_of,
    set_row,
    with_base,
    with_layer,
)
from studio.models.clip import Clip
from studio.models.export_edits import Choice
from studio.models.expression import BlendMode
from studio.models.project import Project
from studio.models.speech_clip import TalkOptions, speech_clip
from studio.models.speech_cues import speech_of_text
from studio.models.timeline_layers import laid_over
from studio.models.timeline_selection import Edited
from studio.models.timeline_tracks import without_tracks
from studio.pipelines.wardrobe import library_of


class ActingView(Protocol):
    """The panel. Attributes are signals; their arguments stand beside them."""

    row_selected: Any  # (row)
    add_requested: Any  # (kind)
    alive_requested: Any  # ()
    base_chosen: Any  # (expression id, or "")
    line_entered: Any  # (text)
    mode_chosen: Any  # (row, mode)
    weight_edited: Any  # (row, 0 … 1)
    gesture_ended: Any  # ()
    mute_toggled: Any  # (row, bool)
    solo_toggled: Any  # (row, bool)
    lock_toggled: Any  # (row, bool)
    move_requested: Any  # (row, places upwards)
    remove_requested: Any  # (row)
    reroll_requested: Any  # (row)
    settings_edited: Any  # (row, `LayerSettings`)

    def show_expressions(self, choices: Sequence[Choice], chosen: str) -> None:
        """What the base emotion can be, and is."""
        ...

    def show_rows(self, rows: Sequence[ActingRow], selected: str, notes: dict[str, int]) -> None:
        """Show the layers, from the lowest."""
        ...

    def show_said(self) -> None:
        """What was typed has become a layer."""
        ...


class ActingController(QObject):
    """Ties the panel to the clip; every gesture is one step of the history."""

    shown = Signal()
    """Somebody asked for the panel."""

    def __init__(
        self, workspace: Workspace, editor: ClipEditor, moments: Moments, view: ActingView, actions: Actions,
        parent: QObject | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._workspace, self._editor, self._view, self._actions = workspace, editor, view, actions
        self._time_ms, self._selected = 0.0, ""
        self._choices_of: tuple[object, ...] = ()
        self._rows: tuple[Clip, tuple[ActingRow, ...]] | None = None
        self._chance = random.Random()
        moments.time_changed.connect(self._on_time)
        editor.state_changed.connect(self.refresh)
        workspace.project_changed.connect(self._on_project)
        workspace.document_replaced.connect(self._on_document)
        for signal, slot in (
            (view.row_selected, self.select), (view.add_requested, self.add),
            (view.alive_requested, self.bring_to_life),
            (view.base_chosen, self.set_base), (view.line_entered, self.say), (view.mode_chosen, self.set_mode),
            (view.weight_edited, self.set_weight), (view.gesture_ended, workspace.end_gesture),
            (view.mute_toggled, lambda row, is_on: self._set(row, self.tr("Mute layer"), is_muted=is_on)),
            (view.solo_toggled, lambda row, is_on: self._set(row, self.tr("Solo layer"), is_solo=is_on)),
            (view.lock_toggled, lambda row, is_on: self._set(row, self.tr("Lock layer"), is_locked=is_on)),
            (view.move_requested, self.move), (view.remove_requested, self.remove),
            (view.reroll_requested, self.reroll), (view.settings_edited, self.set_settings),
        ):  # fmt: skip
            signal.connect(slot)
        for kind in GENERATED:
            actions.bind(f"clip.add-{kind.value}", lambda kind=kind: self.add(kind.value))
        actions.bind("clip.alive", self.bring_to_life)
        actions.bind("clip.reroll", lambda: self.reroll(self._selected))
        actions.bind("clip.acting", self.shown.emit)
        self._show_expressions()
        self.refresh()

    # --- showing

    @property
    def rows(self) -> tuple[ActingRow, ...]:
        """The layers of the clip."""
        clip = self._editor.clip
        if clip is None:
            return ()
        if self._rows is None or self._rows[0] is not clip:
            self._rows = (clip, acting_rows(clip))  # counting a hundred thousand keys at each selection would be felt
        return self._rows[1]

    def refresh(self) -> None:
        """Show the clip as it is."""
        clip, rows = self._editor.clip, self.rows
        if self._selected not in {row.id for row in rows}:
            self._selected = next((row.id for row in reversed(rows) if row.kind in GENERATED), "")
        minutes = clip.duration_ms / 60_000 if clip is not None else 1.0
        rates = {row.id: round(row.accent_count / minutes) for row in rows if row.kind is LayerKind.BLINKS}
        self._view.show_rows(rows, self._selected, rates)
        self._show_expressions()
        for kind in GENERATED:
            self._actions.set_enabled(f"clip.add-{kind.value}", clip is not None)
        self._actions.set_enabled("clip.alive", clip is not None)
        chosen = self._row(self._selected)
        self._actions.set_enabled("clip.reroll", chosen is not None and chosen.kind in GENERATED)

    def select(self, row_id: str) -> None:
        """Choose the layer whose settings are shown."""
        self._workspace.end_gesture()
        self._selected = row_id
        self.refresh()

    def _on_time(self, time_ms: float) -> None:
        self._time_ms = time_ms

    def _on_project(self, before: Project, after: Project) -> None:
        if before.expressions is not after.expressions:
            self._choices_of = ()
            self._show_expressions()

    def _on_document(self) -> None:
        self._selected, self._choices_of = "", ()

    def _show_expressions(self) -> None:
        clip = self._editor.clip
        chosen = base_word(clip) if clip is not None else ""
        if self._choices_of == (chosen, self._workspace.project.expressions):
            return
        self._choices_of = (chosen, self._workspace.project.expressions)
        library = library_of(self._workspace.project)
        choices = [Choice(one.id, one.name, one.group) for one in library.values() if one.group != "viseme"]
        if chosen and chosen not in library:
            choices.insert(0, Choice(chosen, chosen))
        self._view.show_expressions(choices, chosen)

    def _row(self, row_id: str) -> ActingRow | None:
        return next((row for row in self.rows if row.id == row_id), None)

    # --- making layers

    def add(self, kind: str, settings: LayerSettings | None = None) -> None:
        """Put a layer of chance on top; one of its kind that is there is rolled again."""
        layer = LayerKind(kind)
        if self._row(layer.value) is not None:
            self.reroll(layer.value)
            return
        self._selected = layer.value
        wanted = settings or LayerSettings()
        self._change(self.tr("Add layer"), lambda clip: with_layer(clip, layer, wanted))

    def bring_to_life(self) -> None:
        """Blinks, gaze, breath and sway at once; those that are there stay as they are."""

        def alive(clip: Clip) -> Clip:
            present = {row_id_of(track) for track in clip.tracks}
            for kind in ALIVE:
                if kind.value not in present:
                    clip = with_layer(clip, kind, LayerSettings())
            return clip

        self._change(self.tr("Bring to life"), alive)

    def set_base(self, word: str) -> None:
        """The face that everything lies over; empty for none."""
        library = library_of(self._workspace.project)

        def based(clip: Clip) -> Clip:
            if word:
                return with_base(clip, word, library)
            return without_tracks(clip, [track.name for track in clip.tracks if row_id_of(track) == "base:base"])

        self._change(self.tr("Change the base emotion"), based)

    def say(self, text: str) -> None:
        """Speak a line from the playhead on, as a layer."""
        library, at_ms = library_of(self._workspace.project), round(self._time_ms)
        is_done = []

        def spoken(clip: Clip) -> Clip:
            made = speech_clip(speech_of_text(text), TalkOptions(name=text[:40])).clip
            start = at_ms if at_ms < clip.duration_ms else 0
            is_done.append(True)
            return laid_over(clip, made, library, start)

        self._change(self.tr("Say a line"), spoken)
        if is_done:
            self._view.show_said()

    def set_settings(self, row_id: str, settings: LayerSettings) -> None:
        """Make a layer again with other settings; a drag is one step."""
        row = self._row(row_id)
        if row is not None and row.kind in GENERATED:
            self._change(
                self.tr("Change layer"), lambda clip: with_layer(clip, row.kind, settings), f"acting-{row_id}"
            )  # fmt: skip

    def reroll(self, row_id: str) -> None:
        """Make a layer again with another seed."""
        row = self._row(row_id)
        if row is None or row.kind not in GENERATED:
            return
        old = row.settings or LayerSettings()
        seed = self._chance.randrange(MAX_SEED)
        wanted = replace(old, seed=seed if seed != old.seed else seed + 1)
        self._change(self.tr("Roll again"), lambda clip: with_layer(clip, row.kind, wanted))

    # --- changing layers

    def set_mode(self, row_id: str, mode: str) -> None:
        """How a layer acts on what lies below."""
        self._set(row_id, self.tr("Change the mode"), mode=BlendMode(mode))

    def set_weight(self, row_id: str, weight: float) -> None:
        """How strongly a layer acts; a drag is one step."""
        self._set(row_id, self.tr("Change the weight"), f"weight-{row_id}", weight=weight)

    def move(self, row_id: str, way: int) -> None:
        """Put a layer above or below its neighbour."""
        self._change(self.tr("Move layer"), lambda clip: moved_row(clip, row_id, way))

    def remove(self, row_id: str) -> None:
        """Take a layer away."""
        row = self._row(row_id)
        if row is not None:
            self._change(self.tr("Delete layer"), lambda clip: without_tracks(clip, row.tracks))

    def _set(self, row_id: str, text: str, merge_key: str = "", **settings: object) -> None:
        row = self._row(row_id)
        if row is not None:
            self._change(text, lambda clip: set_row(clip, row, **settings), merge_key)

    def _change(self, text: str, change: Callable[[Clip], Clip], merge_key: str = "") -> None:
        def edited(clip: Clip) -> Edited:
            return Edited(change(clip), self._editor.selection)

        if self._editor.clip is None:
            error = InputError("There is no clip on the timeline.", "Choose one, or type what is said.", "clip.invalid")
            self._workspace.tell_error(error)
            return
        self._editor.change(text, edited, merge_key, needs_selection=False)
