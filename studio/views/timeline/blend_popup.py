# ruff: noqa: D102 (what Qt calls is documented by Qt)
"""A slider that hangs over the timeline while keys are drawn towards their neighbours."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtGui import QCursor, QHideEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from studio.views.kit import theme
from studio.views.kit.tokens import SPACE_4, SPACE_8, SPACE_12
from studio.views.kit.widgets import Slider, label


class BlendPopup(QFrame):
    """Return or a click beside it keeps what is seen, Escape gives it up; the arrow keys go in small steps."""

    moved = Signal(float)
    ended = Signal(bool)
    """Whether it counts."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setProperty("kit", "card")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._counts = True
        self._title = label("", "heading")
        self._value = label("", "dim")
        self._value.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.slider = Slider(-1.0, 1.0)
        self.slider.moved.connect(self._on_moved)
        self.slider.installEventFilter(self)
        self._ends = (label("", "dim"), label("", "dim"))
        top, ends = QHBoxLayout(), QHBoxLayout()
        top.addWidget(self._title, 1)
        top.addWidget(self._value)
        ends.addWidget(self._ends[0])
        ends.addStretch(1)
        ends.addWidget(self._ends[1])
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_12, SPACE_8, SPACE_12, SPACE_8)
        column.setSpacing(SPACE_4)
        column.addLayout(top)
        column.addWidget(self.slider)
        column.addLayout(ends)

    def open(self, title: str, is_between: bool, value: float, place: QPoint | None = None) -> None:
        """Show it.

        Args:
            title: What is done.
            is_between: From the key before (0) to the key after (1); else towards one of them (-1 … 1).
            value: To begin with.
            place: Of its middle, on the screen; the mouse's if None.
        """
        self._counts = True
        self._title.setText(title)
        self.slider.set_range(0.0 if is_between else -1.0, 1.0, 0.5 if is_between else 0.0)
        self.slider.set_default(0.5 if is_between else 0.0)
        self.slider.set_value(value)
        self.slider.setAccessibleName(title)
        self._ends[0].setText(self.tr("key before"))
        self._ends[1].setText(self.tr("key after"))
        self._show_value(value)
        self.setFixedWidth(theme.px(280))
        self.adjustSize()
        middle = place or QCursor.pos()
        self.move(middle - QPoint(self.width() // 2, self.height() // 2))
        self.show()
        self.slider.setFocus(Qt.FocusReason.PopupFocusReason)

    def _on_moved(self, value: float) -> None:
        self._show_value(value)
        self.moved.emit(value)

    def _show_value(self, value: float) -> None:
        self._value.setText(self.tr("{percent} %").format(percent=round(value * 100)))

    def eventFilter(self, watched: object, event: QEvent) -> bool:  # noqa: N802
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() == Qt.Key.Key_Escape:
                self._counts = False
                self.hide()
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.hide()
                return True
        return False

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802
        super().hideEvent(event)
        self.ended.emit(self._counts)
