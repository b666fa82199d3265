"""Points at five parts of the window, one after the other; the work can go on beside it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from studio.models.shell import TourStep
from studio.views.kit import theme
from studio.views.kit.widgets import label, primary

WIDTH_PX, GAP_PX = 300, 12


class _Ring(QWidget):
    """A line around a part; lets everything through."""

    def __init__(self, over: QWidget) -> None:
        super().__init__(over)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 (Qt's name)
        """The line."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(theme.current().accent), 2))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1.5, 1.5, -1.5, -1.5), 6, 6)
        painter.end()


class Tour(QWidget):
    """See the module."""

    ended = Signal()

    def __init__(self, over: QWidget, parts: Mapping[str, Callable[[], QWidget]]) -> None:
        """See the class.

        Args:
            over: The window.
            parts: Name of a part -> says which widget it is now.
        """
        super().__init__(over)
        self._over, self._parts = over, parts
        self._steps: tuple[TourStep, ...] = ()
        self._place_of_step = 0
        self._ring = _Ring(over)
        self.title, self.text = label("", "title"), label("")
        self.text.setWordWrap(True)
        self.title.setWordWrap(True)
        self.count = label("", "dim")
        self.skip_button, self.next_button = QPushButton(self), primary(QPushButton(self))
        self.skip_button.setFlat(True)
        self.skip_button.clicked.connect(self.end)
        self.next_button.clicked.connect(self.next)
        row = QHBoxLayout()
        row.addWidget(self.count, 1)
        row.addWidget(self.skip_button)
        row.addWidget(self.next_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 12)
        column.setSpacing(8)
        column.addWidget(self.title)
        column.addWidget(self.text)
        column.addSpacing(4)
        column.addLayout(row)
        over.installEventFilter(self)
        theme.notifier().changed.connect(self.update)
        self.hide()

    @property
    def step(self) -> TourStep | None:
        """What it points at; None while it is not shown."""
        return self._steps[self._place_of_step] if self._steps and not self.isHidden() else None

    def start(self, steps: Sequence[TourStep]) -> None:
        """Point at the first."""
        self._steps, self._place_of_step = tuple(steps), 0
        self.show()
        self._show_step()

    def next(self) -> None:
        """Point at the next; after the last it is over."""
        if self._place_of_step + 1 >= len(self._steps):
            self.end()
        else:
            self._place_of_step += 1
            self._show_step()

    def end(self) -> None:
        """Go away."""
        if not self.isHidden():
            self.hide()
            self._ring.hide()
            self.ended.emit()

    def _show_step(self) -> None:
        step = self._steps[self._place_of_step]
        is_last = self._place_of_step + 1 == len(self._steps)
        self.title.setText(step.title)
        self.text.setText(step.text)
        self.count.setText(self.tr("{place} of {count}").format(place=self._place_of_step + 1, count=len(self._steps)))
        self.skip_button.setText(self.tr("End the tour"))
        self.skip_button.setVisible(not is_last)
        self.next_button.setText(self.tr("Done") if is_last else self.tr("Next"))
        self.setAccessibleName(step.title)
        self.setAccessibleDescription(step.text)
        self._place()
        self.next_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _place(self) -> None:
        """Beside the part, wherever there is room, inside the window."""
        widget = self._parts[self._steps[self._place_of_step].part]()
        part = QRect(widget.mapTo(self._over, QPoint(0, 0)), widget.size())
        self._ring.setVisible(widget.isVisible())
        self._ring.setGeometry(part.adjusted(-3, -3, 3, 3))
        self._ring.raise_()
        width = theme.px(WIDTH_PX)
        self.setFixedWidth(width)
        height = max(self.heightForWidth(width), self.sizeHint().height())
        self.setFixedHeight(height)
        room = self._over.rect().adjusted(GAP_PX, GAP_PX, -GAP_PX, -GAP_PX)
        spots = (
            QPoint(part.center().x() - width // 2, part.bottom() + GAP_PX),
            QPoint(part.right() + GAP_PX, part.top() + GAP_PX),
            QPoint(part.left() - GAP_PX - width, part.top() + GAP_PX),
            QPoint(part.center().x() - width // 2, part.center().y() - height // 2),
        )
        fitting = [spot for spot in spots if room.contains(QRect(spot.x(), spot.y(), width, height))]
        spot = fitting[0] if fitting else spots[3]
        left = min(max(spot.x(), room.left()), room.right() - width)
        self.move(left, min(max(spot.y(), room.top()), room.bottom() - height))
        self.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 (Qt's name)
        """Stay beside the part."""
        if event.type() == QEvent.Type.Resize and not self.isHidden() and self._steps:
            self._place()
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt's name)
        """Esc ends it."""
        if event.key() == Qt.Key.Key_Escape:
            self.end()
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Esc is its own while it has the focus."""
        is_asked = event.type() == QEvent.Type.ShortcutOverride
        if is_asked and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            event.accept()
            return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 (Qt's name)
        """A card."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(theme.current().accent), 1))
        painter.setBrush(QColor(theme.current().surface2))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)
        painter.end()
