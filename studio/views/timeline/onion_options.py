"""How onion skins and the trail look: a small panel that pops up."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QVBoxLayout, QWidget

from studio.models.onion import MOST, TRAIL_LANDMARKS, OnionOptions
from studio.views.kit import theme
from studio.views.kit.tokens import SPACE_8, SPACE_12
from studio.views.kit.widgets import ComboBox, NumberField, Segmented, Slider, label


class OnionOptionsPopup(QFrame):
    """Everything counts at once; a click beside it closes it."""

    changed = Signal(object)
    """`OnionOptions`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setProperty("kit", "card")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._options = OnionOptions()
        self.before, self.after = NumberField(0, MOST, 1, 0), NumberField(0, MOST, 1, 0)
        self.step = NumberField(1, 24, 1, 0)
        self.kind = Segmented([("frames", self.tr("Frames"), ""), ("keys", self.tr("Keys"), "")])
        self.opacity = Slider(0.1, 1.0, 0.6)
        self.trail = ComboBox([(name, text) for name, text in self._landmarks().items()])
        grid = QGridLayout()
        grid.setHorizontalSpacing(SPACE_12)
        grid.setVerticalSpacing(SPACE_8)
        grid.setColumnStretch(1, 1)
        for place, (title, field) in enumerate((
            (self.tr("Before"), self.before), (self.tr("After"), self.after), (self.tr("At"), self.kind),
            (self.tr("Every"), self.step), (self.tr("Opacity"), self.opacity), (self.tr("Trail of"), self.trail),
        )):  # fmt: skip
            name = QLabel(title)
            name.setProperty("role", "dim")
            name.setBuddy(field)
            field.setAccessibleName(title)
            grid.addWidget(name, place, 0)
            grid.addWidget(field, place, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_12, SPACE_12, SPACE_12, SPACE_12)
        column.setSpacing(SPACE_8)
        column.addWidget(label(self.tr("Onion skin"), "heading"))
        column.addLayout(grid)
        for field in (self.before, self.after, self.step):
            field.edited.connect(lambda _value: self._tell())
        self.kind.chosen.connect(lambda _value: self._tell())
        self.opacity.moved.connect(lambda _value: self._tell())
        self.trail.chosen.connect(lambda _value: self._tell())

    def _landmarks(self) -> dict[str, str]:
        texts = {
            "mouth-corner-left": self.tr("Left corner of the mouth"),
            "mouth-corner-right": self.tr("Right corner of the mouth"), "lip-upper": self.tr("Upper lip"),
            "lip-lower": self.tr("Lower lip"), "chin": self.tr("Chin"), "nose-tip": self.tr("Tip of the nose"),
            "brow-left": self.tr("Left brow"), "brow-right": self.tr("Right brow"), "lid-left": self.tr("Left lid"),
            "lid-right": self.tr("Right lid"), "iris-left": self.tr("Left iris"), "iris-right": self.tr("Right iris"),
        }  # fmt: skip
        return {name: texts[name] for name in TRAIL_LANDMARKS}

    def show_options(self, options: OnionOptions) -> None:
        """Show them."""
        self._options = options
        for field, value in ((self.before, options.before), (self.after, options.after), (self.step, options.step)):
            field.set_value(value)
        self.kind.set_value("keys" if options.is_by_keys else "frames")
        self.step.setEnabled(not options.is_by_keys)
        self.opacity.set_value(options.opacity)
        self.trail.set_value(options.trail)

    def _tell(self) -> None:
        self.changed.emit(
            replace(
                self._options, before=round(self.before.value()), after=round(self.after.value()),
                step=round(self.step.value()), is_by_keys=self.kind.value() == "keys", opacity=self.opacity.value(),
                trail=self.trail.value(),
            )
        )  # fmt: skip

    def open_above(self, widget: QWidget) -> None:
        """Show it above a button."""
        self.setFixedWidth(theme.px(300))
        self.adjustSize()
        corner = widget.mapToGlobal(QPoint(0, 0))
        self.move(corner.x(), corner.y() - self.height() - 4)
        self.show()
        self.before.setFocus(Qt.FocusReason.PopupFocusReason)
