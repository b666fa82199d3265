"""Short messages over the picture's lower right corner. They never take the focus."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QPoint, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QColor,
    QEnterEvent,
    QGuiApplication,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QToolButton, QVBoxLayout, QWidget

from studio.models.messages import Message, Tone
from studio.views.kit import theme
from studio.views.kit.icons import icon, pixmap

WIDTH_PX, MARGIN_PX, BELOW_PX, GAP_PX = 340, 16, 52, 8
MAX_SHOWN = 4
SHOWN_MS = {Tone.NOTE: 5000, Tone.GOOD: 4000, Tone.WARNING: 9000}
"""Problems stay until they are closed."""
_ICONS = {Tone.NOTE: "info", Tone.GOOD: "check", Tone.WARNING: "warning", Tone.PROBLEM: "error"}
_COLOURS = {Tone.NOTE: "accent", Tone.GOOD: "good", Tone.WARNING: "warn", Tone.PROBLEM: "bad"}


@dataclass(frozen=True, slots=True)
class _Sameness:
    """Messages with equal ones of these are one toast."""

    text: str
    hint: str
    tone: Tone


def sameness(message: Message) -> _Sameness:
    """What makes two messages equal."""
    return _Sameness(message.text, message.hint, message.tone)


class Toast(QFrame):
    """One message."""

    closed = Signal(object)

    def __init__(self, message: Message, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("toast")
        self.message = message
        self.count = 1
        self.setFixedWidth(WIDTH_PX)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._sign = QLabel(self)
        self._text = self._line(message.text, "body")
        self._hint = self._line(message.hint, "dim")
        self._badge = QLabel(self)
        self._badge.setProperty("role", "heading")
        self._badge.hide()
        self._close = self._tool("close", self.tr("Close this message"))
        self._close.clicked.connect(self.close_now)
        self._action = QPushButton(message.action_label, self)
        self._action.setVisible(bool(message.action_label))
        self._action.clicked.connect(self._act)
        self._copy = QPushButton(self.tr("Copy details"), self)
        self._copy.setVisible(bool(message.details))
        self._copy.clicked.connect(self.copy_details)
        for button in (self._action, self._copy):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._lay_out()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.close_now)
        self._wait()
        self._tint()
        theme.notifier().changed.connect(self._tint)

    def _line(self, text: str, role: str) -> QLabel:
        label = QLabel(text, self)
        label.setProperty("role", role)
        label.setWordWrap(True)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setVisible(bool(text))
        return label

    def _tool(self, name: str, tip: str) -> QToolButton:
        button = QToolButton(self)
        button.setIcon(icon(name))
        button.setIconSize(QSize(14, 14))
        button.setAutoRaise(True)
        button.setFixedSize(24, 24)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.setToolTip(tip)
        button.setAccessibleName(tip)
        return button

    def _lay_out(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(4)
        words.addWidget(self._text)
        words.addWidget(self._hint)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self._action)
        buttons.addWidget(self._copy)
        buttons.addStretch(1)
        if self.message.action_label or self.message.details:
            words.addLayout(buttons)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 10, 8, 10)
        row.setSpacing(10)
        row.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        row.addWidget(self._badge, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._close, 0, Qt.AlignmentFlag.AlignTop)

    @property
    def texts(self) -> tuple[str, str, str]:
        """What is shown: text, hint and the count."""
        return self._text.text(), self._hint.text(), self._badge.text() if self.count > 1 else ""

    @property
    def action_button(self) -> QPushButton:
        """The button with the message's own action."""
        return self._action

    @property
    def copy_button(self) -> QPushButton:
        """Copies the details."""
        return self._copy

    def tell_again(self, message: Message) -> None:
        """The same happened once more."""
        self.message = message
        self.count += 1
        self._badge.setText(f"×{self.count}")
        self._badge.setVisible(True)
        self._wait()

    def copy_details(self) -> None:
        """Put everything about it on the clipboard."""
        message = self.message
        QGuiApplication.clipboard().setText("\n".join(filter(None, (message.text, message.hint, message.details))))

    def close_now(self) -> None:
        """Take it away."""
        self._timer.stop()
        self.closed.emit(self)

    def _act(self) -> None:
        action = self.message.action
        self.close_now()
        if action is not None:
            action()

    def _wait(self) -> None:
        shown_ms = SHOWN_MS.get(self.message.tone)
        if shown_ms is not None:
            self._timer.start(shown_ms)

    def enterEvent(self, event: QEnterEvent) -> None:  # noqa: N802 (Qt's name)
        """It stays while it is being read."""
        self._timer.stop()

    def leaveEvent(self, event: QEvent) -> None:  # noqa: N802 (Qt's name)
        """It may go again."""
        self._wait()

    def _tint(self) -> None:
        self._sign.setPixmap(pixmap(_ICONS[self.message.tone], 16, _COLOURS[self.message.tone]))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 (Qt's name)
        """A card with an edge in the tone's colour."""
        colours = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge = QColor(colours.line)
        if self.message.tone in (Tone.WARNING, Tone.PROBLEM):
            edge = QColor(getattr(colours, _COLOURS[self.message.tone]))
        painter.setPen(QPen(edge, 1))
        painter.setBrush(QColor(colours.surface2))
        painter.drawRoundedRect(self.rect().toRectF().adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        painter.end()


class ToastHost(QObject):
    """Stacks messages over a widget, the newest at the bottom."""

    def __init__(self, over: QWidget) -> None:
        super().__init__(over)
        self._over = over
        self._toasts: list[Toast] = []
        over.installEventFilter(self)

    @property
    def toasts(self) -> tuple[Toast, ...]:
        """What is shown, oldest first."""
        return tuple(self._toasts)

    def show(self, message: Message) -> None:
        """Show a message, or count it where an equal one is shown."""
        for toast in self._toasts:
            if sameness(toast.message) == sameness(message):
                toast.tell_again(message)
                self._announce(message)
                self.place()
                return
        toast = Toast(message, self._over)
        toast.closed.connect(self._drop)
        self._toasts.append(toast)
        self._make_room()
        toast.show()
        toast.raise_()
        self.place()
        self._announce(message)

    def raise_all(self) -> None:
        """Back to the top, after another widget came to the front."""
        for toast in self._toasts:
            toast.raise_()

    def clear(self) -> None:
        """Take all of them away."""
        for toast in list(self._toasts):
            self._drop(toast)

    def _make_room(self) -> None:
        passing = [toast for toast in self._toasts if toast.message.tone in SHOWN_MS]
        while len(self._toasts) > MAX_SHOWN and passing:
            self._drop(passing.pop(0))
        while len(self._toasts) > 2 * MAX_SHOWN:
            self._drop(self._toasts[0])

    def _drop(self, toast: Toast) -> None:
        if toast in self._toasts:
            self._toasts.remove(toast)
            toast.hide()
            toast.deleteLater()
            self.place()

    def place(self) -> None:
        """Stack them up from the lower right corner."""
        bottom = self._over.height() - BELOW_PX  # the bar below the picture stays free
        for toast in reversed(self._toasts):
            toast.resize(WIDTH_PX, toast.heightForWidth(WIDTH_PX) if toast.hasHeightForWidth() else 0)
            height = max(toast.height(), toast.minimumSizeHint().height())
            toast.setGeometry(self._over.width() - MARGIN_PX - WIDTH_PX, bottom - height, WIDTH_PX, height)
            bottom -= height + GAP_PX

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 (Qt's name)
        """Stay in the corner."""
        if event.type() == QEvent.Type.Resize and isinstance(event, QResizeEvent):
            self.place()
        return False

    def _announce(self, message: Message) -> None:
        """Read it out where a screen reader listens."""
        event = QAccessibleAnnouncementEvent(self._over, " ".join(filter(None, (message.text, message.hint))))
        if message.tone in (Tone.WARNING, Tone.PROBLEM):
            event.setPoliteness(QAccessible.AnnouncementPoliteness.Assertive)
        QAccessible.updateAccessibility(event)

    def corner(self) -> QPoint:
        """Where the newest one ends, in the widget's coordinates."""
        return QPoint(self._over.width() - MARGIN_PX, self._over.height() - BELOW_PX)
