"""What the parts of the Animate page's inspector are made of."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from studio.models.export_edits import Choice
from studio.views.kit import theme
from studio.views.kit.icons import pixmap
from studio.views.kit.tokens import SPACE_4, SPACE_8, SPACE_12
from studio.views.kit.widgets import ComboBox, NumberField, Slider, label

NAME_PX = 84


class PartPage(QWidget):
    """A part that scrolls; put things into `column`, and what must always be in reach into `footer`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inside = QWidget()
        inside.setProperty("plain", True)
        self.column = QVBoxLayout(inside)
        self.column.setContentsMargins(SPACE_12, SPACE_4, SPACE_12, SPACE_12)
        self.column.setSpacing(SPACE_8)
        self.area.setWidget(inside)
        self.footer = QHBoxLayout()
        self.footer.setContentsMargins(0, 0, 0, 0)
        self.footer.setSpacing(SPACE_8)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.area, 1)
        whole.addLayout(self.footer)

    def add_footer(self, *widgets: QWidget) -> None:
        """Widgets in a line below what scrolls; the last one takes the room."""
        self.footer.setContentsMargins(SPACE_12, SPACE_8, SPACE_12, SPACE_12)
        for widget in widgets:
            self.footer.addWidget(widget, 1 if widget is widgets[-1] else 0)


class Dials(QGridLayout):
    """Rows of a name and what is set, all names of one width."""

    def __init__(self, name_px: int = NAME_PX) -> None:
        super().__init__()
        self.setContentsMargins(0, 0, 0, 0)
        self.setHorizontalSpacing(SPACE_8)
        self.setVerticalSpacing(SPACE_8)
        self.setColumnMinimumWidth(0, theme.px(name_px))
        self.setColumnStretch(1, 1)
        self._names: dict[QWidget, QLabel] = {}

    def add(self, title: str, widget: QWidget, tip: str = "") -> QLabel:
        """One more row."""
        row, name = self.rowCount(), label(title, "dim")
        name.setBuddy(widget)
        for one in (name, widget):
            one.setToolTip(tip)
        if not widget.accessibleName():
            widget.setAccessibleName(title)
        self._names[widget] = name
        self.addWidget(name, row, 0)
        self.addWidget(widget, row, 1)
        return name

    def add_wide(self, widget: QWidget) -> None:
        """Something over the whole width."""
        self.addWidget(widget, self.rowCount(), 0, 1, 2)

    def show_row(self, widget: QWidget, is_shown: bool) -> None:
        """Show or hide a row by what is set in it."""
        self._names[widget].setVisible(is_shown)
        widget.setVisible(is_shown)


class Dial(QWidget):
    """A slider and its number; both say the same."""

    moved = Signal(float)
    released = Signal()

    def __init__(
        self, minimum: float, maximum: float, default: float, step: float = 1.0, decimals: int = 0, unit: str = "",
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self.slider = Slider(minimum, maximum, default, step)
        self.number = NumberField(minimum, maximum, step, decimals, unit)
        self.number.set_default(default)
        self.number.set_value(default)
        self.number.setFixedWidth(theme.px(68))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE_8)
        row.addWidget(self.slider, 1)
        row.addWidget(self.number)
        self.setFocusProxy(self.slider)
        self.slider.moved.connect(self._on_slider)
        self.slider.released.connect(self.released)
        self.number.edited.connect(self._on_number)
        self.number.edit_finished.connect(self.released)

    def value(self) -> float:
        """The number."""
        return self.slider.value()

    def set_value(self, value: float) -> None:
        """Show another number, without telling anybody."""
        if not self.slider.is_dragged():
            self.slider.set_value(value)
        if not self.number.is_scrubbing():
            self.number.set_value(value)

    def setAccessibleName(self, name: str) -> None:  # noqa: N802 (Qt's name)
        """Both parts are called so."""
        super().setAccessibleName(name)
        self.slider.setAccessibleName(name)
        self.number.setAccessibleName(name)

    def _on_slider(self, value: float) -> None:
        self.number.set_value(value)
        self.moved.emit(value)

    def _on_number(self, value: float) -> None:
        self.slider.set_value(value)
        self.moved.emit(value)


class Notice(QWidget):
    """A sentence with a sign; takes no room while there is nothing to say."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sign, self._text, self._icon, self._tone = QLabel(), label(""), "info", "dim"
        self._text.setWordWrap(True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE_8)
        row.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._text, 1)
        self.hide()
        theme.notifier().changed.connect(self._dress)

    def text(self) -> str:
        """What is said; empty for nothing."""
        return self._text.text()

    def say(self, text: str, tone: str = "dim", icon: str = "info") -> None:
        """Say something; empty for nothing."""
        self._icon, self._tone = icon, tone
        self._text.setText(text)
        self._text.setProperty("tone", tone if tone != "dim" else "")
        self._text.setProperty("role", "dim" if tone == "dim" else "body")
        self._text.style().unpolish(self._text)
        self._text.style().polish(self._text)
        self.setVisible(bool(text))
        self._dress()

    def _dress(self) -> None:
        self._sign.setPixmap(pixmap(self._icon, theme.px(14), self._tone, self.devicePixelRatioF()))


def expression_box(name: str) -> ComboBox:
    """A box for choosing an expression; one types its beginning."""
    box = ComboBox()
    box.setAccessibleName(name)
    box.setSizeAdjustPolicy(ComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    box.setMinimumContentsLength(6)
    box.setMaxVisibleItems(16)
    return box


def fill_expressions(box: ComboBox, choices: Sequence[Choice], first: str = "") -> None:
    """Other expressions in a box; what was chosen stays if it is there.

    Args:
        box: The box.
        choices: In order.
        first: Text of an entry with an empty id before them; empty for none.
    """
    chosen = box.value()
    options = [("", first)] if first else []
    options += [(choice.id, choice.title) for choice in choices]
    box.set_options(options)
    if any(one == chosen for one, _ in options):
        box.set_value(chosen)
