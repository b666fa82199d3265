"""The bar at the top: menu, document, pages, search, theme, settings."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QLabel, QMenu, QSizePolicy, QToolButton, QWidget

from studio.views.kit import theme
from studio.views.kit.icons import icon, paint_icon
from studio.views.shell.page_tabs import PageTabs

HEIGHT_PX = 44
_NAME_MAX_PX, _SEARCH_PX, _SEARCH_MIN_PX = 220, 200, 40


class ElidedLabel(QLabel):
    """One line that is cut with "…" where there is no room; the whole text is its tool tip."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._whole = ""
        self.setProperty("elides", True)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)

    def set_whole_text(self, text: str) -> None:
        """Show a text, as much of it as fits."""
        self._whole = text
        self.setText(text)
        self.setAccessibleName(text)
        self._cut()

    @property
    def whole_text(self) -> str:
        """What it says if there is room."""
        return self._whole

    def sizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        """Room for all of it."""
        return QSize(self.fontMetrics().horizontalAdvance(self._whole) + 4, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        """A few letters are enough."""
        return QSize(min(48, self.sizeHint().width()), super().minimumSizeHint().height())

    def resizeEvent(self, event: object) -> None:  # noqa: N802 (Qt's name)
        """Cut anew."""
        self._cut()

    def _cut(self) -> None:
        shown = self.fontMetrics().elidedText(self._whole, Qt.TextElideMode.ElideMiddle, max(self.width(), 24))
        if shown != self.text():
            self.setText(shown)
        self.setToolTip(self._whole if shown != self._whole else "")


class UnsavedDot(QWidget):
    """A dot beside the name while something is not saved."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedSize(10, 10)
        theme.notifier().changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 (Qt's name)
        """The dot."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.current().accent))
        painter.drawEllipse(self.rect().adjusted(2, 2, -2, -2))
        painter.end()


class SearchButton(QAbstractButton):
    """Looks like a field; opens the palette. Where there is little room, its icon is left."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._keys = ""
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        theme.notifier().changed.connect(self.updateGeometry)

    def set_texts(self, text: str, keys: str) -> None:
        """Say what it is for, and which keys do the same."""
        self._keys = keys
        self.setText(text)
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        """Room for the words and the keys."""
        metrics = QFontMetrics(theme.text_font())
        words = metrics.horizontalAdvance(self.text()) + metrics.horizontalAdvance(self._keys)
        return QSize(max(theme.px(_SEARCH_PX), words + theme.px(64)), theme.px(28))

    def minimumSizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        """The icon."""
        return QSize(theme.px(_SEARCH_MIN_PX), theme.px(28))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 (Qt's name)
        """A field with an icon, a hint and the keys, as far as there is room."""
        colours = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge = colours.accent if self.hasFocus() else colours.line_strong if self.underMouse() else colours.line
        painter.setPen(QPen(QColor(edge), 1))
        painter.setBrush(QColor(colours.surface2))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        side, margin = theme.px(16), theme.px(10)
        paint_icon(painter, QRectF(margin, (self.height() - side) / 2, side, side), "search", "dim")
        painter.setFont(theme.text_font())
        painter.setPen(QColor(colours.text_dim))
        words = QRectF(margin + side + theme.px(8), 0, self.width() - 2 * margin - side - theme.px(8), self.height())
        metrics = painter.fontMetrics()
        has_room = words.width() >= metrics.horizontalAdvance(self.text())
        has_all = words.width() >= metrics.horizontalAdvance(self.text() + self._keys) + theme.px(12)
        if has_room:
            painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, self.text())
        if has_all:
            painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, self._keys)
        painter.end()


class TopBar(QWidget):
    """See the module."""

    page_requested = Signal(str)
    palette_requested = Signal()
    theme_requested = Signal()
    settings_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("topBar")
        self.setAutoFillBackground(True)
        self.menu_button = self._button("menu")
        self.menu_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.name_label = ElidedLabel(self)
        self.name_label.setMaximumWidth(_NAME_MAX_PX)
        self.dot = UnsavedDot(self)
        self.tabs = PageTabs(self)
        self.search_button = SearchButton(self)
        self.theme_button = self._button("theme")
        self.settings_button = self._button("settings")
        self._lay_out()
        self.tabs.page_requested.connect(self.page_requested)
        self.search_button.clicked.connect(self.palette_requested)
        self.theme_button.clicked.connect(self.theme_requested)
        self.settings_button.clicked.connect(self.settings_requested)
        self._keys = ""
        self.set_document("", False)
        self.retranslate()
        self._dress()
        theme.notifier().changed.connect(self._dress)

    def _button(self, name: str) -> QToolButton:
        button = QToolButton(self)
        button.setIcon(icon(name))
        button.setAutoRaise(True)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return button

    def _lay_out(self) -> None:
        left, right = QWidget(self), QWidget(self)
        for side, parts in (
            (left, (self.menu_button, self.name_label, self.dot)),
            (right, (self.search_button, self.theme_button, self.settings_button)),
        ):
            row = QHBoxLayout(side)
            row.setContentsMargins(0, 0, 0, 0)
            row.setSpacing(4)
            if side is right:
                row.addStretch(1)
            for part in parts:
                row.addWidget(part, 0, Qt.AlignmentFlag.AlignVCenter)
            if side is left:
                row.addStretch(1)
            side.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._left, self._right = left, right
        bar = QHBoxLayout(self)
        bar.setContentsMargins(8, 0, 8, 0)
        bar.setSpacing(8)
        bar.addWidget(left, 1)  # equal sides keep the pages in the middle
        bar.addWidget(self.tabs, 0)
        bar.addWidget(right, 1)

    def _dress(self) -> None:
        """Sizes at the scale of now."""
        self.setFixedHeight(theme.px(HEIGHT_PX))
        for button in (self.menu_button, self.theme_button, self.settings_button):
            button.setIconSize(QSize(theme.px(16), theme.px(16)))
            button.setFixedSize(theme.px(32), theme.px(32))
        self.name_label.setMaximumWidth(theme.px(_NAME_MAX_PX))
        self._left.setMinimumWidth(theme.px(32) + 32)
        self._right.setMinimumWidth(theme.px(64) + theme.px(_SEARCH_MIN_PX) + 12)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 (Qt's name)
        """A hairline below."""
        painter = QPainter(self)
        painter.fillRect(0, self.height() - 1, self.width(), 1, QColor(theme.current().line))
        painter.end()

    def retranslate(self) -> None:
        """Take the texts of the present language."""
        self.tabs.retranslate()
        self._name(self.menu_button, self.tr("Menu"))
        self._name(self.theme_button, self.tr("Switch between dark and light"))
        self._name(self.settings_button, self.tr("Settings"))
        self.dot.setToolTip(self.tr("There are changes that are not saved."))
        self.dot.setAccessibleName(self.tr("Not saved"))
        self.set_search_keys(self._keys)

    def set_search_keys(self, keys: str) -> None:
        """Show which keys open the palette."""
        self._keys = keys
        self.search_button.set_texts(self.tr("Search and run…"), keys)
        self.search_button.setToolTip(self.tr("Find anything that the studio can do, and do it"))

    def set_document(self, name: str, has_changes: bool) -> None:
        """Show the name of the open document, with a dot where something is not saved."""
        self.name_label.set_whole_text(name)
        self.dot.setVisible(has_changes)

    def set_menu(self, menu: QMenu) -> None:
        """What the menu button opens."""
        self.menu_button.setMenu(menu)

    @staticmethod
    def _name(button: QToolButton, text: str) -> None:
        button.setToolTip(text)
        button.setAccessibleName(text)
