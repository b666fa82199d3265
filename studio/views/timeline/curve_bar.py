"""Above the curves: which there are, and the key that is selected in numbers."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap, QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QSizePolicy, QToolButton, QWidget

from studio.models.clip import Extrapolation
from studio.models.curve_view import CurveKey, CurveSight, HandleSide
from studio.views.kit import theme
from studio.views.kit.tokens import LABEL_PX, SPACE_4, SPACE_8, SPACE_12
from studio.views.kit.widgets import ComboBox, IconButton, NumberField, label
from studio.views.timeline.curve_painter import FAMILIES, LETTERS

_FIELD_PX, _SIGN_PX = 70, 14
_NAME_PX, _SHORT_NAME_PX, _FEW = 160, 92, 3
_KEY_PX, _HANDLES_PX, _OUTSIDE_PX = 260, 340, 290
"""Room for a name, one of many, and for each group of numbers."""
_MOST_MS = 4 * 3_600_000


class CurveBar(QWidget):
    """Tells what is chosen and typed; what a curve is, it is told."""

    curve_chosen = Signal(str)
    key_typed = Signal(str, str, int, int, float)
    """(track, control, time of the key, its new time, its new value)"""
    handle_typed = Signal(str, str, int, str, float, float)
    """(track, control, time of the key, `HandleSide`, time in ms, value)"""
    outside_chosen = Signal(str, str, str)
    """(track, "before" or "after", `Extrapolation`)"""
    normalised_toggled = Signal(bool)
    gesture_ended = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._curves: tuple[CurveSight, ...] = ()
        self._curve: CurveSight | None = None
        self._key: CurveKey | None = None
        self.names: dict[str, QToolButton] = {}
        self._group = QButtonGroup(self)
        self.time = self._field(self.tr("Time of the key"), 0, _MOST_MS, 10, 0, "ms")
        self.value = self._field(self.tr("Value of the key"), -90, 90, 0.01, 3, "")
        self.handles = {
            side: (
                self._field(tip_ms, -_MOST_MS, _MOST_MS, 10, 0, "ms"), self._field(tip_value, -900, 900, 0.01, 3, "")
            )
            for side, tip_ms, tip_value in (
                (HandleSide.IN, self.tr("Handle before the key: ms"), self.tr("Handle before the key: value")),
                (HandleSide.OUT, self.tr("Handle after the key: ms"), self.tr("Handle after the key: value")),
            )
        }  # fmt: skip
        words = ((Extrapolation.HOLD, self.tr("Hold")), (Extrapolation.LINEAR, self.tr("Go on")),
                 (Extrapolation.CYCLE, self.tr("Repeat")), (Extrapolation.NONE, self.tr("Nothing")))  # fmt: skip
        self.before, self.after = ComboBox([*words]), ComboBox([*words])
        self.before.setToolTip(self.tr("What the track does before its first key"))
        self.after.setToolTip(self.tr("What the track does after its last key"))
        self.normalised = IconButton("zoom-fit", self.tr("Bring all curves to one height"))
        self.normalised.setCheckable(True)
        self._lay_out()
        self._connect()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.notifier().changed.connect(self._dress)

    def _field(self, tip: str, low: float, high: float, step: float, decimals: int, unit: str) -> NumberField:
        field = NumberField(low, high, step, decimals, unit)
        field.setFixedWidth(theme.px(_FIELD_PX))
        field.setToolTip(tip)
        field.setAccessibleName(tip)
        return field

    def _lay_out(self) -> None:
        self._names = QHBoxLayout()
        self._names.setSpacing(SPACE_4)
        self._handle_part, self._outside_part = QWidget(), QWidget()
        handles, outside = QHBoxLayout(self._handle_part), QHBoxLayout(self._outside_part)
        for row in (handles, outside):
            row.setContentsMargins(0, 0, 0, 0)
            row.setSpacing(SPACE_4)
        for side, text in ((HandleSide.IN, self.tr("In")), (HandleSide.OUT, self.tr("Out"))):
            handles.addWidget(label(text, "dim"))
            for field in self.handles[side]:
                handles.addWidget(field)
        for text, box in ((self.tr("Before"), self.before), (self.tr("After"), self.after)):
            outside.addWidget(label(text, "dim"))
            outside.addWidget(box)
        row = QHBoxLayout(self)
        row.setContentsMargins(SPACE_12, SPACE_4, SPACE_12, SPACE_4)
        row.setSpacing(SPACE_8)
        row.addLayout(self._names)
        row.addStretch(1)
        self._key_label = label(self.tr("Key"), "dim")
        for widget in (self._key_label, self.time, self.value, self._handle_part, self._outside_part, self.normalised):
            row.addWidget(widget)

    def _connect(self) -> None:
        for field in (self.time, self.value):
            field.edited.connect(lambda _: self._ask_key())
            field.edit_finished.connect(self.gesture_ended)
        for side, fields in self.handles.items():
            for field in fields:
                field.edited.connect(lambda _, side=side: self._ask_handle(side))
                field.edit_finished.connect(self.gesture_ended)
        self.before.chosen.connect(lambda value: self._ask_outside("before", value))
        self.after.chosen.connect(lambda value: self._ask_outside("after", value))
        self.normalised.toggled.connect(self.normalised_toggled)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        """The numbers that are needed least are left out first."""
        return QSize(theme.px(320), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        """See `minimumSizeHint`."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Names come first, then the key, its handles, and what lies outside the keys."""
        room = self.width() - theme.px(len(self._curves) * self._name_px + _KEY_PX)
        self._handle_part.setVisible(room >= theme.px(_HANDLES_PX))
        self._outside_part.setVisible(room >= theme.px(_HANDLES_PX + _OUTSIDE_PX))

    @property
    def _name_px(self) -> int:
        return _NAME_PX if len(self._curves) <= _FEW else _SHORT_NAME_PX

    # --- showing

    def show_curves(self, curves: tuple[CurveSight, ...], active: str) -> None:
        """What there is, and whose key is shown in numbers."""
        is_other = [(one.id, one.tone) for one in curves] != [(one.id, one.tone) for one in self._curves]
        self._curves = curves
        if is_other:
            self._make_names(curves)
            self._fit()
        self._curve = next((one for one in curves if one.id == active), None)
        self._key = next((key for key in self._curve.keys if key.is_selected), None) if self._curve else None
        for curve_id, button in self.names.items():
            button.setChecked(curve_id == active)
        self._show_numbers()

    def show_normalised(self, is_on: bool) -> None:
        """Whether all curves are brought to one height."""
        self.normalised.blockSignals(True)
        self.normalised.setChecked(is_on)
        self.normalised.blockSignals(False)

    def _make_names(self, curves: tuple[CurveSight, ...]) -> None:
        for button in self.names.values():
            self._group.removeButton(button)
            self._names.removeWidget(button)
            button.deleteLater()
        self.names = {}
        for curve in curves:
            button = QToolButton()
            button.setCheckable(True)
            button.setAutoRaise(True)
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
            button.setToolTip(curve.title)
            button.setAccessibleName(curve.title)
            button.setIcon(_sign(curve.tone))
            button.setIconSize(QSize(theme.px(_SIGN_PX), theme.px(_SIGN_PX)))
            width = theme.px(self._name_px)
            button.setText(
                button.fontMetrics().elidedText(curve.control, Qt.TextElideMode.ElideMiddle, width - theme.px(32))
            )  # fmt: skip
            button.setFixedWidth(min(width, button.sizeHint().width()))
            button.clicked.connect(lambda _=False, chosen=curve.id: self.curve_chosen.emit(chosen))
            self._group.addButton(button)
            self._names.addWidget(button)
            self.names[curve.id] = button

    def _show_numbers(self) -> None:
        curve, key = self._curve, self._key
        is_open = curve is not None and not curve.is_locked
        for field in (self.time, self.value):
            field.setEnabled(is_open and key is not None)
        if curve is not None and key is not None:
            self.value.set_range(curve.low, curve.high)
            _put(self.time, key.time_ms)
            _put(self.value, key.value)
        for side, (ms, value) in self.handles.items():
            handle = (key.handle_in if side is HandleSide.IN else key.handle_out) if key is not None else None
            for field in (ms, value):
                field.setEnabled(is_open and handle is not None)
            if handle is not None and key is not None:
                _put(ms, handle.time_ms - key.time_ms)
                _put(value, handle.value - key.value)
        for box in (self.before, self.after):
            box.setEnabled(is_open)
        if curve is not None:
            self.before.set_value(curve.before)
            self.after.set_value(curve.after)

    def _dress(self) -> None:
        for curve in self._curves:
            if curve.id in self.names:
                self.names[curve.id].setIcon(_sign(curve.tone))

    # --- asking

    def _ask_key(self) -> None:
        if self._curve is not None and self._key is not None:
            track, control = self._curve.track, self._curve.control
            self.key_typed.emit(track, control, self._key.time_ms, round(self.time.value()), self.value.value())

    def _ask_handle(self, side: HandleSide) -> None:
        if self._curve is not None and self._key is not None:
            ms, value = self.handles[side]
            at_ms, height = self._key.time_ms + ms.value(), self._key.value + value.value()
            track, control = self._curve.track, self._curve.control
            self.handle_typed.emit(track, control, self._key.time_ms, side.value, at_ms, height)

    def _ask_outside(self, side: str, value: str) -> None:
        if self._curve is not None:
            self.outside_chosen.emit(self._curve.track, side, value)


def _put(field: NumberField, value: float) -> None:
    if not field.is_scrubbing():
        field.set_value(value)


def _sign(tone: int) -> QIcon:
    """The colour and the letter of a curve."""
    ratio, side = 2.0, theme.px(_SIGN_PX)
    picture = QPixmap(QSize(round(side * ratio), round(side * ratio)))
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(theme.current().family(FAMILIES[tone % len(FAMILIES)])))
    painter.drawRoundedRect(0, 0, side, side, 3, 3)
    painter.setPen(QColor(theme.current().surface0))
    painter.setFont(theme.text_font(LABEL_PX, theme.SEMIBOLD))
    painter.drawText(0, 0, side, side, int(Qt.AlignmentFlag.AlignCenter), LETTERS[tone % len(LETTERS)])
    painter.end()
    return QIcon(picture)
