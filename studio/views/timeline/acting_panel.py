"""Layers of acting: an emotion below, talk, blinks, gaze, breath and the head over it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QMenu, QPushButton, QToolButton, QVBoxLayout, QWidget

from studio.models.acting_rows import GENERATED, MAX_SEED, ActingRow, LayerKind, LayerSettings
from studio.models.export_edits import Choice
from studio.views.kit import theme
from studio.views.kit.icons import icon
from studio.views.kit.tokens import SPACE_4, SPACE_8
from studio.views.kit.widgets import Card, IconButton, NumberField, Toggle, label
from studio.views.timeline.acting_line import ICONS, ActingLine
from studio.views.timeline.acting_parts import Dial, Dials, PartPage, expression_box, fill_expressions


class ActingPanel(PartPage):
    """The list of layers, the highest on top; below it what chance is given for the chosen one."""

    row_selected = Signal(str)
    add_requested = Signal(str)
    """Value of a `LayerKind`."""
    alive_requested = Signal()
    base_chosen = Signal(str)
    line_entered = Signal(str)
    mode_chosen = Signal(str, str)
    weight_edited = Signal(str, float)
    gesture_ended = Signal()
    mute_toggled = Signal(str, bool)
    solo_toggled = Signal(str, bool)
    lock_toggled = Signal(str, bool)
    move_requested = Signal(str, int)
    remove_requested = Signal(str)
    reroll_requested = Signal(str)
    settings_edited = Signal(str, object)
    """(row, `LayerSettings`)"""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lines: dict[str, ActingLine] = {}
        self._order: tuple[str, ...] = ()
        self._selected, self._settings = "", LayerSettings()
        self._make_top()
        self._make_settings()
        self.column.addStretch(1)
        self.show_rows((), "", {})

    def _make_top(self) -> None:
        self.base = expression_box(self.tr("Base emotion"))
        self.base.chosen.connect(self.base_chosen)
        self.words = QLineEdit()
        self.words.setPlaceholderText(self.tr("Say something at the playhead"))
        self.words.setAccessibleName(self.tr("Words to be said"))
        self.say = IconButton("plus", self.tr("Say it: mouth shapes and words as a layer"))
        self.words.returnPressed.connect(self._say)
        self.say.clicked.connect(self._say)
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE_4)
        row.addWidget(self.words, 1)
        row.addWidget(self.say)
        dials = Dials(56)
        dials.add(self.tr("Emotion"), self.base, self.tr("The face that everything else lies over"))
        dials.add(self.tr("Talk"), line)
        self.words.setAccessibleName(self.tr("Words to be said"))
        self.column.addLayout(dials)
        self.add = IconButton("layer-add", self.tr("Add a layer"))
        self.add.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.add.setMenu(self._add_menu())
        self.alive = QPushButton(icon("sparkle"), self.tr("Bring to life"))
        self.alive.setToolTip(self.tr("Blinks, gaze, breath and sway, each as a layer of its own"))
        self.alive.clicked.connect(self.alive_requested)
        top = QHBoxLayout()
        top.setSpacing(SPACE_8)
        top.addWidget(label(self.tr("Layers"), "heading"), 1)
        top.addWidget(self.alive)
        top.addWidget(self.add)
        self.column.addSpacing(SPACE_4)
        self.column.addLayout(top)
        self.nothing = label(self.tr("Nothing moves yet. Choose an emotion, or bring the face to life."), "dim")
        self.nothing.setWordWrap(True)
        self.column.addWidget(self.nothing)
        self._list = QVBoxLayout()
        self._list.setContentsMargins(0, 0, 0, 0)
        self._list.setSpacing(2)
        holder = QWidget()
        holder.setLayout(self._list)
        self.column.addWidget(holder)

    def _add_menu(self) -> QMenu:
        menu = QMenu(self)
        for kind in GENERATED:
            menu.addAction(icon(ICONS[kind]), self.title_of(kind), partial(self.add_requested.emit, kind.value))
        return menu

    def _make_settings(self) -> None:
        self.card = Card()
        self.heading = label("", "heading")
        self.dice = QPushButton(icon("dice"), self.tr("Roll again"))
        self.dice.setToolTip(self.tr("Another seed: other moments, as natural as these (R)"))
        self.dice.clicked.connect(lambda: self.reroll_requested.emit(self._selected))
        top = QHBoxLayout()
        top.addWidget(self.heading, 1)
        top.addWidget(self.dice)
        self.card.body.addLayout(top)
        self.dials = Dials(72)
        self.seed = NumberField(0, MAX_SEED, 1, 0)
        self.seed.setFixedWidth(theme.px(68))
        self.strength = Dial(0, 300, 100, 1, 0, "%")
        self.rate = Dial(2, 40, 17, 0.5, 1)
        self.beats = Toggle(self.tr("Where the talk has vowels"))
        self.dials.add(self.tr("Seed"), self.seed, self.tr("The same seed gives the same moments again"))
        self.dials.setAlignment(self.seed, Qt.AlignmentFlag.AlignLeft)
        self.dials.add(self.tr("Strength"), self.strength)
        self.dials.add(self.tr("A minute"), self.rate, self.tr("People blink about 17 times a minute at rest"))
        self.dials.add(self.tr("Beats"), self.beats)
        self.card.body.addLayout(self.dials)
        self.column.addWidget(self.card)
        for part in (self.strength, self.rate):
            part.moved.connect(lambda _: self._edit())
            part.released.connect(self.gesture_ended)
        self.seed.edited.connect(lambda _: self._edit())
        self.seed.edit_finished.connect(self.gesture_ended)
        self.beats.clicked.connect(self._edit)
        self.beats.clicked.connect(self.gesture_ended)

    def title_of(self, kind: LayerKind, name: str = "") -> str:
        """What a layer is called."""
        titles = {
            LayerKind.BASE: self.tr("Emotion"), LayerKind.TALK: self.tr("Talk"), LayerKind.BLINKS: self.tr("Blinks"),
            LayerKind.GAZE: self.tr("Gaze"), LayerKind.BREATH: self.tr("Breath"), LayerKind.SWAY: self.tr("Sway"),
            LayerKind.NODS: self.tr("Nods"), LayerKind.OTHER: self.tr("Keys"),
        }  # fmt: skip
        return name if name and name != "base" else titles[kind]

    # --- what the controller asks for

    def show_expressions(self, choices: Sequence[Choice], chosen: str) -> None:
        """What the base emotion can be, and is."""
        fill_expressions(self.base, choices, self.tr("None"))
        self.base.set_value(chosen)

    def show_rows(self, rows: Sequence[ActingRow], selected: str, notes: dict[str, int]) -> None:
        """Show the layers, given from the lowest.

        Args:
            rows: All of them.
            selected: Id of the one whose settings are shown; empty for none.
            notes: Row -> how often a minute it blinks.
        """
        order = tuple(row.id for row in reversed(rows))
        if order != self._order:
            self._reorder(order, {row.id: row for row in rows})
        self._selected = selected
        for row in rows:
            can_reroll = row.kind in GENERATED
            note = self._note_of(row, notes.get(row.id, 0))
            self.lines[row.id].show_row(row, self.title_of(row.kind, row.name), note, row.id == selected, can_reroll)
        self.nothing.setVisible(not rows)
        self._show_settings(next((row for row in rows if row.id == selected), None))

    def _note_of(self, row: ActingRow, per_minute: int) -> str:
        locale = QLocale()
        if row.kind is LayerKind.BLINKS and per_minute:
            return self.tr("{rate} a minute").format(rate=locale.toString(per_minute))
        if row.key_count == 1:
            return self.tr("1 key")
        return self.tr("{count} keys").format(count=locale.toString(row.key_count))

    def _reorder(self, order: tuple[str, ...], rows: dict[str, ActingRow]) -> None:
        for row_id in set(self.lines) - set(order):
            line = self.lines.pop(row_id)
            self._list.removeWidget(line)
            line.hide()
            line.deleteLater()
        for place, row_id in enumerate(order):
            if row_id not in self.lines:
                self.lines[row_id] = self._line(rows[row_id])
            self._list.removeWidget(self.lines[row_id])
            self._list.insertWidget(place, self.lines[row_id])
        self._order = order

    def _line(self, row: ActingRow) -> ActingLine:
        line, key = ActingLine(row), row.id
        line.selected.connect(partial(self.row_selected.emit, key))
        line.mode_chosen.connect(partial(self.mode_chosen.emit, key))
        line.weight_edited.connect(partial(self.weight_edited.emit, key))
        line.weight_finished.connect(self.gesture_ended)
        line.mute_toggled.connect(partial(self.mute_toggled.emit, key))
        line.solo_toggled.connect(partial(self.solo_toggled.emit, key))
        line.lock_toggled.connect(partial(self.lock_toggled.emit, key))
        line.moved.connect(partial(self.move_requested.emit, key))
        line.remove_wanted.connect(partial(self.remove_requested.emit, key))
        line.reroll_wanted.connect(partial(self.reroll_requested.emit, key))
        return line

    def _show_settings(self, row: ActingRow | None) -> None:
        is_made = row is not None and row.kind in GENERATED
        self.card.setVisible(is_made)
        if row is None or not is_made:
            return
        self._settings = row.settings or LayerSettings()
        self.heading.setText(self.title_of(row.kind, row.name))
        self.seed.set_value(self._settings.seed)
        self.strength.slider.set_range(0, 100 if row.kind is LayerKind.BLINKS else 300)
        self.strength.set_value(self._settings.strength * 100)
        self.rate.set_value(self._settings.per_minute)
        self.beats.setChecked(self._settings.is_on_beats)
        self.dials.show_row(self.rate, row.kind is LayerKind.BLINKS)
        self.dials.show_row(self.beats, row.kind is LayerKind.NODS)

    # --- asking

    def _say(self) -> None:
        text = self.words.text().strip()
        if text:
            self.line_entered.emit(text)

    def show_said(self) -> None:
        """What was typed has become a layer."""
        self.words.clear()

    def _edit(self) -> None:
        made = LayerSettings(
            round(self.seed.value()), self.strength.value() / 100, self.rate.value(), self.beats.isChecked()
        )
        if self._selected and made != self._settings:
            self._settings = made
            self.settings_edited.emit(self._selected, made)
