"""A foldable part of the controls: a region of the face with its rows."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from studio.views.express.control_row import ControlRow
from studio.views.kit import theme
from studio.views.kit.icons import paint_icon
from studio.views.kit.tokens import LABEL_PX
from studio.views.kit.widgets import IconButton


class RegionHeader(QAbstractButton):
    """Chevron, icon, name and how many controls are changed."""

    def __init__(self, title: str, icon_name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._icon = icon_name
        self._count = 0
        self.setText(title)
        self.setCheckable(True)
        self.setChecked(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._name()

    def set_count(self, count: int) -> None:
        """How many of its controls are changed."""
        if count != self._count:
            self._count = count
            self._name()
            self.update()

    @property
    def count(self) -> int:
        """How many of its controls are changed."""
        return self._count

    def _name(self) -> None:
        changed = self.tr("{count} changed").format(count=self._count)
        self.setAccessibleName(f"{self.text()}, {changed}" if self._count else self.text())

    def sizeHint(self) -> QSize:  # noqa: D102, N802
        return QSize(theme.px(160), theme.px(26))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: D102, N802
        wanted = {Qt.Key.Key_Left: False, Qt.Key.Key_Right: True}.get(Qt.Key(event.key()))
        if wanted is None:
            super().keyPressEvent(event)
        else:
            self.setChecked(wanted)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: D102, N802
        tones = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ring = QRectF(self.rect()).adjusted(0.75, 0.75, -0.75, -0.75)
        if self.underMouse():
            wash = QColor(tones.text)
            wash.setAlphaF(0.05)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(wash)
            painter.drawRoundedRect(ring, theme.px(4), theme.px(4))
        if self.hasFocus():
            painter.setPen(QColor(tones.accent))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(ring, theme.px(4), theme.px(4))
        middle = self.height() / 2
        chevron, side = theme.px(12), theme.px(16)
        name = "chevron-down" if self.isChecked() else "chevron-right"
        paint_icon(painter, QRectF(theme.px(2), middle - chevron / 2, chevron, chevron), name, "dim")
        left = theme.px(2) + chevron + theme.px(4)
        paint_icon(painter, QRectF(left, middle - side / 2, side, side), self._icon, "dim")
        left += side + theme.px(6)
        font = theme.text_font(weight=theme.SEMIBOLD)
        painter.setFont(font)
        painter.setPen(QColor(tones.text))
        painter.drawText(self.rect().adjusted(left, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, self.text())
        if self._count:
            left += QFontMetrics(font).horizontalAdvance(self.text()) + theme.px(8)
            self._paint_count(painter, left, middle)

    def _paint_count(self, painter: QPainter, left: float, middle: float) -> None:
        font = theme.numeric_font(LABEL_PX - 1, theme.SEMIBOLD)
        text = str(self._count)
        height = theme.px(16)
        width = max(height, QFontMetrics(font).horizontalAdvance(text) + theme.px(9))
        area = QRectF(left, middle - height / 2, width, height)
        colour = QColor(theme.current().accent)
        ground = QColor(colour)
        ground.setAlphaF(0.18)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ground)
        painter.drawRoundedRect(area, height / 2, height / 2)
        painter.setFont(font)
        painter.setPen(colour)
        painter.drawText(area, Qt.AlignmentFlag.AlignCenter, text)


class RegionSection(QWidget):
    """A region's header and rows."""

    reset_requested = Signal()

    def __init__(self, title: str, icon_name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.header = RegionHeader(title, icon_name, self)
        self._reset = IconButton("reset", self.tr("Reset {region}").format(region=title.lower()), parent=self)
        self._reset.clicked.connect(self.reset_requested)
        self._body = QWidget(self)
        self._column = QVBoxLayout(self._body)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.px(2))
        top = QHBoxLayout()
        top.setContentsMargins(0, 0, 0, 0)
        top.setSpacing(0)
        top.addWidget(self.header, 1)
        top.addWidget(self._reset)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(2))
        column.addLayout(top)
        column.addWidget(self._body)
        self.header.toggled.connect(self._body.setVisible)
        policy = self._reset.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self._reset.setSizePolicy(policy)
        self._reset.setVisible(False)

    def set_rows(self, rows: Sequence[ControlRow]) -> None:
        """Put rows in, in this order; rows that stood here before and are not among them are left out."""
        while self._column.count():
            self._column.takeAt(0)
        for row in rows:
            self._column.addWidget(row)

    def set_count(self, count: int) -> None:
        """How many of its controls are changed."""
        if count != self.header.count:
            self.header.set_count(count)
            self._reset.setVisible(count > 0)

    def set_open(self, is_open: bool) -> None:
        """Fold or unfold it."""
        self.header.setChecked(is_open)

    @property
    def is_open(self) -> bool:
        """Whether its rows are shown."""
        return self.header.isChecked()
