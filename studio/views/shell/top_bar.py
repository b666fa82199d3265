"""The bar at the top: menu, document, pages, search, theme, settings."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QPushButton, QSizePolicy, QToolButton, QWidget

from studio.views.kit import theme
from studio.views.kit.icons import icon
from studio.views.shell.page_tabs import PageTabs

HEIGHT_PX = 44
_NAME_MAX_PX, _SEARCH_PX = 220, 190


class ElidedLabel(QLabel):
    """One line that is cut with "…" where there is no room; the whole text is its tool tip."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._whole = ""
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


class TopBar(QWidget):
    """See the module."""

    page_requested = Signal(str)
    palette_requested = Signal()
    theme_requested = Signal()
    settings_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("topBar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setMinimumHeight(HEIGHT_PX)
        self.menu_button = self._button("menu")
        self.menu_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.name_label = ElidedLabel(self)
        self.name_label.setMaximumWidth(_NAME_MAX_PX)
        self.dot = UnsavedDot(self)
        self.tabs = PageTabs(self)
        self.search_button = QPushButton(self)
        self.search_button.setObjectName("searchButton")
        self.search_button.setIcon(icon("search"))
        self.search_button.setMinimumWidth(_SEARCH_PX)
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

    def _button(self, name: str) -> QToolButton:
        button = QToolButton(self)
        button.setIcon(icon(name))
        button.setIconSize(QSize(18, 18))
        button.setAutoRaise(True)
        button.setFixedSize(32, 32)
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
        left.setMinimumWidth(120)
        right.setMinimumWidth(_SEARCH_PX + 80)
        bar = QHBoxLayout(self)
        bar.setContentsMargins(8, 0, 8, 0)
        bar.setSpacing(8)
        bar.addWidget(left, 1)  # equal sides keep the pages in the middle
        bar.addWidget(self.tabs, 0)
        bar.addWidget(right, 1)

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
        text = self.tr("Search and run…")
        self.search_button.setText(f"{text}   {keys}" if keys else text)
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
