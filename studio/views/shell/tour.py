"""Points at parts of the window, one after the other; the work can go on beside it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from studio.models.shell import TourStep
from studio.views.kit import theme
from studio.views.kit.widgets import label, primary

WIDTH_PX, GAP_PX = 300, 12
_MOVES = (
    QEvent.Type.Resize, QEvent.Type.Move, QEvent.Type.Show, QEvent.Type.Hide, QEvent.Type.ParentChange,
    QEvent.Type.LayoutRequest,
)  # fmt: skip
"""What can move a part, or anything that it lies in."""


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
    """See the module. It follows its part, and keeps away from pages that it does not speak of."""

    ended = Signal()
    step_shown = Signal(object)
    """A `TourStep`: its page is wanted."""

    def __init__(self, over: QWidget, parts: Mapping[str, Callable[[], QWidget | None]]) -> None:
        """See the class.

        Args:
            over: The window.
            parts: Name of a part -> says which widget it is now; None where it is not there.
        """
        super().__init__(over)
        self._over, self._parts = over, parts
        self._steps: tuple[TourStep, ...] = ()
        self._place_of_step = 0
        self._page = ""
        self._watched: list[QWidget] = []
        self._place_soon = QTimer(self, singleShot=True, interval=0)
        self._place_soon.timeout.connect(self._place)
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
        theme.notifier().changed.connect(self._on_theme)
        self.hide()

    @property
    def step(self) -> TourStep | None:
        """What it points at; None while it is not shown."""
        return self._steps[self._place_of_step] if self._steps and not self.isHidden() else None

    def start(self, steps: Sequence[TourStep]) -> None:
        """Point at the first."""
        self._steps, self._place_of_step = tuple(steps), 0
        if self._steps:
            self.show()
            self._show_step()

    def set_page(self, page: str) -> None:
        """Which page the window shows."""
        self._page = page
        self._move_soon()

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
            had_focus = self.isAncestorOf(self._over.focusWidget()) if self._over.focusWidget() else False
            self._watch(None)
            self._place_soon.stop()
            self._ring.hide()
            self.hide()
            if had_focus:
                self._over.setFocus()  # nothing that was hidden, and nothing by chance
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
        self.step_shown.emit(step)
        self._place()
        self.next_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _part(self) -> QWidget | None:
        """What it points at; None where that is not seen now."""
        step = self._steps[self._place_of_step]
        if step.page and self._page and step.page != self._page:
            return None
        widget = self._parts[step.part]()
        return widget if widget is not None and widget.isVisible() and widget.window() is self._over else None

    def _watch(self, part: QWidget | None) -> None:
        """Know when the part, or anything that it lies in, moves."""
        chain = list[QWidget]()
        while part is not None and part is not self._over:
            chain.append(part)
            part = part.parentWidget()
        if chain != self._watched:
            for widget in self._watched:
                widget.removeEventFilter(self)
            for widget in chain:
                widget.installEventFilter(self)
            self._watched = chain

    def _move_soon(self) -> None:
        if not self.isHidden() and self._steps:
            self._place_soon.start()

    def _on_theme(self) -> None:
        self.update()
        self._ring.update()
        self._move_soon()

    def _place(self) -> None:
        """Beside the part, wherever there is room, inside the window; in the middle where the part is not seen."""
        if self.isHidden() or not self._steps:
            return
        widget = self._part()
        self._watch(self._parts[self._steps[self._place_of_step].part]())
        if widget is not None:
            part = QRect(widget.mapTo(self._over, QPoint(0, 0)), widget.size()).intersected(self._over.rect())
            self._ring.setGeometry(part.adjusted(-2, -2, 2, 2).intersected(self._over.rect()))
            self._ring.raise_()
        else:
            part = self._over.rect()
        self._ring.setVisible(widget is not None)
        width = theme.px(WIDTH_PX)
        self.setFixedWidth(width)
        height = max(self.heightForWidth(width), self.sizeHint().height())
        self.setFixedHeight(height)
        room = self._over.rect().adjusted(GAP_PX, GAP_PX, -GAP_PX, -GAP_PX)
        # Beside a narrow part: half way down, for faces are at the top of pictures.
        is_narrow = widget is not None and part.width() < self._over.width() // 3
        level = part.center().y() - height // 2 if is_narrow and part.height() > height else part.top() + GAP_PX
        spots = (
            QPoint(part.center().x() - width // 2, part.bottom() + GAP_PX),
            QPoint(part.center().x() - width // 2, part.top() - GAP_PX - height),
            QPoint(part.right() + GAP_PX, level),
            QPoint(part.left() - GAP_PX - width, level),
        )
        fitting = [spot for spot in spots if room.contains(QRect(spot.x(), spot.y(), width, height))]
        inside = QPoint(part.right() - width - 2 * GAP_PX, part.bottom() - height - 2 * GAP_PX)
        spot = fitting[0] if fitting else inside  # in a corner: what it speaks of is to be seen
        left = min(max(spot.x(), room.left()), room.right() - width)
        self.move(left, min(max(spot.y(), room.top()), room.bottom() - height))
        self.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 (Qt's name)
        """Stay beside the part; Esc ends it wherever the keyboard is, unless somebody there wants the key."""
        if self.isHidden():
            return False
        if event.type() in _MOVES:
            self._move_soon()
        elif watched is self._over and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            if event.type() == QEvent.Type.ShortcutOverride:
                event.accept()
                return True
            if event.type() == QEvent.Type.KeyPress:
                self.end()
                return True
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt's name)
        """Esc ends it, Return presses the button that has the keyboard, or goes on."""
        if event.key() == Qt.Key.Key_Escape:
            self.end()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.end() if self.skip_button.hasFocus() else self.next()
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
