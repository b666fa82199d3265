"""Keys painted as caps."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QKeySequence, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from studio.views.kit import theme


class KeyCaps(QWidget):
    """A few keys beside one another."""

    def __init__(self, keys: Sequence[str] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._texts: tuple[str, ...] = ()
        self._is_own = False
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_keys(keys)
        theme.notifier().changed.connect(self._on_theme)

    def set_keys(self, keys: Sequence[str], is_own: bool = False) -> None:
        """Show keys given as portable text; the user's own are marked."""
        native = QKeySequence.SequenceFormat.NativeText
        self._texts = tuple(QKeySequence(key).toString(native) or key for key in keys)
        self._is_own = is_own
        self.setAccessibleName(", ".join(self._texts))
        self._on_theme()

    def _on_theme(self) -> None:
        self.updateGeometry()
        self.update()

    def _widths(self) -> list[int]:
        metrics = QFontMetrics(theme.text_font(11))
        return [metrics.horizontalAdvance(text) + theme.px(12) for text in self._texts]

    def sizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        """Room for all of them."""
        widths = self._widths()
        return QSize(sum(widths) + theme.px(4) * max(0, len(widths) - 1) + 1, theme.px(20) + 1)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        """They are never cut."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 (Qt's name)
        """The caps."""
        colours = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(theme.text_font(11))
        left = 0.5
        for text, width in zip(self._texts, self._widths(), strict=True):
            cap = QRectF(left, 0.5, width - 1, theme.px(20) - 1)
            painter.setPen(QPen(QColor(colours.accent if self._is_own else colours.line_strong), 1))
            painter.setBrush(QColor(colours.surface2))
            painter.drawRoundedRect(cap, 4, 4)
            painter.setPen(QColor(colours.text))
            painter.drawText(cap, Qt.AlignmentFlag.AlignCenter, text)
            left += width + theme.px(4)
        painter.end()
