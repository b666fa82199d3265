"""A frame around a large view that has the keyboard: shown when the focus came by key, not by mouse."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRect, Qt
from PySide6.QtGui import QFocusEvent, QPainter, QPaintEvent, QRegion
from PySide6.QtWidgets import QWidget

from studio.views.kit import theme

_BY_MOUSE = (Qt.FocusReason.MouseFocusReason, Qt.FocusReason.OtherFocusReason)
_BY_KEY = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason, Qt.FocusReason.ShortcutFocusReason)


class FocusRing(QWidget):
    """Lies over the edge of its parent. Only the edge is painted, so that the view beneath is drawn as if alone."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._around = parent
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()
        parent.installEventFilter(self)
        theme.notifier().changed.connect(self.update)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 (Qt's name)
        """Follow the focus and the size of the parent."""
        if event.type() == QEvent.Type.FocusIn and isinstance(event, QFocusEvent):
            if event.reason() in _BY_KEY:
                self._place()
                self.show()
                self.raise_()
            elif event.reason() in _BY_MOUSE:
                self.hide()
        elif event.type() == QEvent.Type.FocusOut:
            self.hide()
        elif event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return False

    def _place(self) -> None:
        room = QRect(0, 0, self._around.width(), self._around.height())
        self.setGeometry(room)
        width = max(2, theme.px(2))
        self.setMask(QRegion(room).subtracted(QRegion(room.adjusted(width, width, -width, -width))))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 (Qt's name)
        """Paint the edge."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.current().accent)
        painter.end()
