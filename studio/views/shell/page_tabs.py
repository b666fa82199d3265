"""The five pages, in the order of the work."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QTabBar, QWidget

from studio.views.kit import theme

PAGE_IDS = ("cast", "express", "set", "animate", "export")
_PADDING_PX, _UNDERLINE_PX = 14, 2


class PageTabs(QTabBar):
    """Quiet tabs with a line under the one that is shown."""

    page_requested = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("pageTabs")
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setUsesScrollButtons(False)
        self.setElideMode(Qt.TextElideMode.ElideNone)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setMouseTracking(True)
        self._hovered = -1
        for _ in PAGE_IDS:
            self.addTab("")
        self.retranslate()
        self.currentChanged.connect(lambda index: self.page_requested.emit(PAGE_IDS[index]))
        theme.notifier().changed.connect(self._on_theme)

    def retranslate(self) -> None:
        """Take the texts of the present language."""
        self.setAccessibleName(self.tr("Pages"))
        tips = (
            self.tr("Who is in the game: pictures, faces, cut-outs"),
            self.tr("Pose a face by hand, by mood or by presets"),
            self.tr("Draw many expressions at once"),
            self.tr("Bring expressions to life on a timeline"),
            self.tr("Send it all to the game"),
        )
        for index, (title, tip) in enumerate(zip(self.titles(), tips, strict=True)):
            self.setTabText(index, title)
            self.setTabToolTip(index, f"{tip}  (Alt+{index + 1})")

    def titles(self) -> tuple[str, ...]:
        """The pages' names in the present language."""
        return (self.tr("Cast"), self.tr("Express"), self.tr("Set"), self.tr("Animate"), self.tr("Export"))

    def show_page(self, page: str) -> None:
        """Mark a page as shown, without asking for it."""
        self.blockSignals(True)
        self.setCurrentIndex(PAGE_IDS.index(page))
        self.blockSignals(False)
        self.update()

    # --- painting

    def _on_theme(self) -> None:
        self.setFont(theme.text_font())  # sizes of the tabs are asked anew
        self.updateGeometry()
        self.update()

    def _title_font(self) -> QFont:
        return theme.text_font(weight=theme.SEMIBOLD)

    def tabSizeHint(self, index: int) -> QSize:  # noqa: N802 (Qt's name)
        """As wide as its bold text."""
        metrics = QFontMetrics(self._title_font())
        width = metrics.horizontalAdvance(self.tabText(index)) + 2 * theme.px(_PADDING_PX)
        return QSize(width, theme.px(44))

    def minimumTabSizeHint(self, index: int) -> QSize:  # noqa: N802 (Qt's name)
        """Tabs never shrink under their text."""
        return self.tabSizeHint(index)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 (Qt's name)
        """Text, a line under the page that is shown, a ring around the focus."""
        colours = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for index in range(self.count()):
            rect = self.tabRect(index)
            is_shown = index == self.currentIndex()
            if index == self._hovered and not is_shown:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(QColor(colours.surface2))
                painter.drawRoundedRect(rect.adjusted(2, 4, -2, -4), 6, 6)
            painter.setFont(self._title_font() if is_shown else theme.text_font())
            painter.setPen(QColor(colours.text if is_shown or index == self._hovered else colours.text_dim))
            painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, self.tabText(index))
            if is_shown:
                self._paint_mark(painter, rect)
        painter.end()

    def _paint_mark(self, painter: QPainter, rect: QRect) -> None:
        accent = QColor(theme.current().accent)
        padding, height = theme.px(_PADDING_PX), theme.px(_UNDERLINE_PX)
        line = QRect(rect.left() + padding, rect.bottom() + 1 - height, 0, height)
        line.setWidth(rect.width() - 2 * padding)
        painter.fillRect(line, accent)
        if self.hasFocus():
            painter.setPen(QPen(accent, 1.5))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(rect.adjusted(3, 4, -3, -6), 6, 6)

    def event(self, event: QEvent) -> bool:
        """Follow the mouse."""
        if event.type() == QEvent.Type.HoverMove or event.type() == QEvent.Type.MouseMove:
            place = event.position().toPoint()  # type: ignore[attr-defined]
            self._hover(self.tabAt(place))
        elif event.type() in (QEvent.Type.Leave, QEvent.Type.HoverLeave):
            self._hover(-1)
        return super().event(event)

    def _hover(self, index: int) -> None:
        if index != self._hovered:
            self._hovered = index
            self.update()
