"""What is set before a recording becomes a clip: name, resting face, gains, smoothing, fewer keys; or speech."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from studio.models.performance_review import (
    SPEECH,
    FaceReader,
    Neutral,
    Place,
    RecordingKind,
    ReviewSettings,
    ReviewSight,
)
from studio.views.export.parts import TextField
from studio.views.kit import theme
from studio.views.kit.icons import icon
from studio.views.kit.tokens import SPACE_4, SPACE_8
from studio.views.kit.widgets import IconButton, NumberField, Section, Segmented, Toggle, label
from studio.views.timeline.acting_parts import Dial, Dials, PartPage, expression_box
from studio.views.timeline.face_picker import FacePicker
from studio.views.timeline.film_question import ReaderChoice

MOST_GAIN = 300
_FRAME_PX = 150
MOST_CUTOFF_HZ, LEAST_CUTOFF_HZ = 12.5, 0.5
"""Of a face at rest: hardly smoothed, and as calm as it gets."""


class ReviewSettingsPart(PartPage):
    """The right side of the review."""

    edited = Signal(object)
    """`ReviewSettings`"""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._settings, self._sight = ReviewSettings(), ReviewSight("", RecordingKind.LIVE_LINK, 1.0)
        self.gains: dict[str, Dial] = {}
        self._make_what()
        self._make_film()
        self._make_said()
        self._make_rest()
        self._make_gains()
        self._make_keys()
        self.column.addStretch(1)

    # --- parts

    def _make_what(self) -> None:
        self.name = TextField(self.tr("Name of the clip"))
        self.name.setAccessibleName(self.tr("Name of the clip"))
        self.name.committed.connect(lambda text: self._ask(name=text))
        self.place = Segmented(
            [(Place.NEW, self.tr("New clip"), ""), (Place.LAYER, self.tr("Layer at the playhead"), "")]
        )
        self.place.setAccessibleName(self.tr("Where it goes"))
        self.place.chosen.connect(lambda value: self._ask(place=Place(value)))
        dials = Dials(64)
        dials.add(self.tr("Name"), self.name)
        self.column.addLayout(dials)
        self.column.addWidget(self.place)

    def _make_film(self) -> None:
        self.faces, self.reader = FacePicker(_FRAME_PX), ReaderChoice()
        self.faces.chosen.connect(lambda face: self._ask(face=face))
        self.reader.chosen.connect(lambda value: self._ask(reader=FaceReader(value)))
        dials = Dials(64)
        dials.add(self.tr("Read by"), self.reader)
        self.film = QWidget()
        column = QVBoxLayout(self.film)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_8)
        column.addWidget(self.faces)
        column.addLayout(dials)
        self.column.addWidget(self.film)

    def _make_said(self) -> None:
        self.said = QWidget()
        column = QVBoxLayout(self.said)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_8)
        self.text = QLineEdit()
        self.text.setPlaceholderText(self.tr("What is said, if you have it"))
        self.text.setAccessibleName(self.tr("What is said"))
        self.text.setToolTip(
            self.tr("Its sounds are laid over the recording; without it they are guessed. Press Return.")
        )
        self.text.returnPressed.connect(lambda: self._ask(text=self.text.text().strip()))
        self.intensity = Dial(20, 200, 100, 1, 0, "%")
        self.intensity.moved.connect(lambda value: self._ask(intensity=value / 100))
        self.owns = Toggle(self.tr("Take the mouth over"))
        self.owns.setToolTip(self.tr("Otherwise a smile stays while it speaks"))
        self.owns.clicked.connect(lambda is_on: self._ask(owns_mouth=is_on))
        self.blinks = Toggle(self.tr("Blink while speaking"))
        self.blinks.clicked.connect(lambda is_on: self._ask(has_blinks=is_on))
        self.said_dials = Dials(64)
        self.said_dials.add(self.tr("Text"), self.text)
        self.said_dials.add(self.tr("Intensity"), self.intensity, self.tr("Below 100 % mumbles, above is theatre"))
        column.addLayout(self.said_dials)
        column.addWidget(self.owns)
        column.addWidget(self.blinks)
        self.column.addWidget(self.said)

    def _make_rest(self) -> None:
        self.neutral = Segmented(
            [
                (Neutral.NONE, self.tr("As recorded"), ""), (Neutral.HERE, self.tr("From here"), ""),
                (Neutral.KEPT, self.tr("As kept"), ""),
            ]
        )  # fmt: skip
        self.neutral.setAccessibleName(self.tr("Resting face"))
        self.neutral.button(Neutral.KEPT).setToolTip(self.tr("What the character has kept from an earlier recording"))
        self.neutral.button(Neutral.HERE).setToolTip(self.tr("The face rests in a part of this recording"))
        self.neutral.chosen.connect(lambda value: self._ask(neutral=Neutral(value)))
        self.rest_from, self.rest_to = self._seconds(), self._seconds()
        self.rest_from.setAccessibleName(self.tr("The face rests from"))
        self.rest_to.setAccessibleName(self.tr("The face rests until"))
        for field in (self.rest_from, self.rest_to):
            field.edited.connect(lambda _: self._ask_rest())
        self.rest_line = QWidget()
        row = QHBoxLayout(self.rest_line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE_8)
        for widget in (label(self.tr("The face rests from"), "dim"), self.rest_from, label("–", "dim"), self.rest_to):
            row.addWidget(widget)
        row.addStretch(1)
        self.keeps = Toggle(self.tr("Keep with the character"))
        self.keeps.setToolTip(self.tr("Resting face and strengths are used again for the next recording"))
        self.keeps.clicked.connect(lambda is_on: self._ask(keeps_calibration=is_on))
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, SPACE_4)
        column.setSpacing(SPACE_8)
        for part in (self.neutral, self.rest_line, self.keeps):
            column.addWidget(part)
        self.rest = Section(self.tr("Resting face"), body)
        self.column.addWidget(self.rest)

    def _make_gains(self) -> None:
        self.control = expression_box(self.tr("Control"))
        self.add_gain = IconButton("plus", self.tr("Make this control stronger or weaker"))
        self.add_gain.clicked.connect(lambda: self._set_gain(self.control.value(), 1.2))
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE_4)
        row.addWidget(self.control, 1)
        row.addWidget(self.add_gain)
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, SPACE_4)
        column.setSpacing(SPACE_8)
        self._gain_rows = Dials(112)
        column.addLayout(self._gain_rows)
        column.addWidget(line)
        self.strengths = Section(self.tr("Strength of single controls"), body, is_open=False)
        self.column.addWidget(self.strengths)

    def _make_keys(self) -> None:
        self.smooth = Dial(0, 100, 0, 1, 0, "%")
        self.smooth.moved.connect(lambda value: self._ask(cutoff_hz=cutoff_of(value)))
        self.error = Dial(0, 10, 1, 0.1, 1, "%")
        self.error.moved.connect(lambda value: self._ask(largest_error=value / 100))
        self.start, self.end = self._seconds(), self._seconds()
        self.start.setAccessibleName(self.tr("Part from"))
        self.end.setAccessibleName(self.tr("Part until"))
        for field in (self.start, self.end):
            field.edited.connect(lambda _: self._ask_part())
        part = QWidget()
        row = QHBoxLayout(part)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE_8)
        for widget in (self.start, label("–", "dim"), self.end):
            row.addWidget(widget)
        row.addStretch(1)
        self.key_dials = Dials(64)
        self.key_dials.add(self.tr("Smooth"), self.smooth, self.tr("Calms a face at rest; quick moves stay quick"))
        self.key_dials.add(
            self.tr("Error"), self.error, self.tr("How far the clip may be from the recording: more gives fewer keys")
        )  # fmt: skip
        self.key_dials.add(self.tr("Part"), part)
        self._part = part
        body = QWidget()
        body.setLayout(self.key_dials)
        self.column.addWidget(Section(self.tr("Smoothing and keys"), body))

    def _seconds(self) -> NumberField:
        field = NumberField(0, 14_400, 0.1, 2, "s")
        field.setFixedWidth(theme.px(76))
        return field

    # --- showing

    def show_sight(self, sight: ReviewSight) -> None:
        """Fit the parts to a recording."""
        self._sight = sight
        is_speech = sight.kind in SPEECH
        self.film.setVisible(sight.film is not None)
        self.faces.setVisible(sight.film is not None and len(sight.film.faces) > 1)
        self.said.setVisible(is_speech)
        self.said_dials.show_row(self.text, sight.kind is RecordingKind.SOUND)
        for part in (self.rest, self.strengths):
            part.setVisible(not is_speech)
        self.key_dials.show_row(self.smooth, not is_speech)
        self.key_dials.show_row(self._part, not is_speech)
        self.place.button(Place.LAYER).setEnabled(sight.can_layer)
        self.neutral.button(Neutral.KEPT).setEnabled(sight.has_kept)
        self.keeps.setEnabled(bool(sight.character))
        self.keeps.setText(
            self.tr("Keep with {name}").format(name=sight.character) if sight.character else self.tr("Keep")
        )  # fmt: skip
        self.control.set_options([(name, name) for name in sight.controls])

    def show_settings(self, settings: ReviewSettings) -> None:
        """Show what is set, without telling anybody."""
        self._settings = settings
        self.name.set_value(settings.name)
        if self._sight.film is not None:
            self.faces.show_film(self._sight.film, settings.face)
            self.reader.show_reader(settings.reader, self._sight.film.has_network)
        self.place.set_value(settings.place)
        self.neutral.set_value(settings.neutral)
        self.rest_line.setVisible(settings.neutral is Neutral.HERE)
        self.rest_from.set_value(settings.neutral_ms[0] / 1000)
        self.rest_to.set_value(settings.neutral_ms[1] / 1000)
        self.keeps.setChecked(settings.keeps_calibration)
        self.smooth.set_value(amount_of(settings.cutoff_hz))
        self.error.slider.set_range(0, 30 if self._sight.kind in SPEECH else 10)
        self.error.number.set_range(0, 30 if self._sight.kind in SPEECH else 10)
        self.error.set_value(settings.largest_error * 100)
        self.start.set_value(settings.start_ms / 1000)
        self.end.set_value((settings.end_ms or self._sight.duration_ms) / 1000)
        if not self.text.hasFocus():
            self.text.setText(settings.text)
        self.intensity.set_value(settings.intensity * 100)
        self.owns.setChecked(settings.owns_mouth)
        self.blinks.setChecked(settings.has_blinks)
        self._show_gains(settings)

    def _show_gains(self, settings: ReviewSettings) -> None:
        for control in [one for one in self.gains if one not in settings.gain]:
            dial = self.gains.pop(control)
            self._gain_rows.show_row(dial, False)
        for control, value in settings.gain.items():
            if control not in self.gains:
                self.gains[control] = self._gain_dial(control)
            self.gains[control].set_value(value * 100)

    def _gain_dial(self, control: str) -> Dial:
        dial = Dial(0, MOST_GAIN, 100, 1, 0, "%")
        dial.moved.connect(lambda value: self._set_gain(control, value / 100))
        remove = IconButton("close", self.tr("Leave {control} as recorded").format(control=control))
        remove.setIcon(icon("close", "dim"))
        remove.clicked.connect(lambda: self._set_gain(control, 1.0))
        layout = dial.layout()
        assert layout is not None
        layout.addWidget(remove)
        name = self._gain_rows.add(control, dial)
        name.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        return dial

    # --- asking

    def _set_gain(self, control: str, value: float) -> None:
        if control:
            gain = dict(self._settings.gain)
            if value == 1.0:
                gain.pop(control, None)
            else:
                gain[control] = round(value, 3)
            self._ask(gain=gain)

    def _ask_rest(self) -> None:
        start, end = self.rest_from.value() * 1000, self.rest_to.value() * 1000
        if end > start:
            self._ask(neutral_ms=(start, end))

    def _ask_part(self) -> None:
        start, end = self.start.value() * 1000, self.end.value() * 1000
        if end > start:
            is_whole = end >= self._sight.duration_ms - 1
            self._ask(start_ms=start, end_ms=0.0 if is_whole else end)

    def _ask(self, **changes: object) -> None:
        made = replace(self._settings, **changes)  # type: ignore[arg-type]
        if made != self._settings:
            self.edited.emit(made)


def seconds_text(time_ms: float, places: int = 1) -> str:
    """A length of time in the user's numbers: "134.3"."""
    return QLocale().toString(time_ms / 1000, "f", places)


def cutoff_of(amount: float) -> float:
    """The filter's cutoff for so many percent of smoothing; 0 for none."""
    return MOST_CUTOFF_HZ + (LEAST_CUTOFF_HZ - MOST_CUTOFF_HZ) * amount / 100 if amount > 0 else 0.0


def amount_of(cutoff_hz: float) -> float:
    """The percent that a cutoff is."""
    if cutoff_hz <= 0:
        return 0.0
    return min(100.0, max(0.0, 100 * (MOST_CUTOFF_HZ - cutoff_hz) / (MOST_CUTOFF_HZ - LEAST_CUTOFF_HZ)))
