"""Parts of the window that can be moved, hidden and put back."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QDockWidget,
    QFrame,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QStackedWidget,
    QTabBar,
    QToolButton,
    QWidget,
)

from studio.views.kit import theme
from studio.views.kit.icons import icon

TITLE_HEIGHT_PX = 28
TABS_HEIGHT_PX = 32


class DockTitle(QWidget):
    """A quiet title, or tabs; while the pointer is over the part, a button to hide it. The rest can be dragged."""

    def __init__(self, dock: QDockWidget, tabs: QTabBar | None = None) -> None:
        super().__init__(dock)
        self.setObjectName("dockTitle")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._tabs = tabs
        self._label = QLabel(self)
        self._label.setProperty("role", "label")
        self._label.setVisible(tabs is None)
        self.hide_button = QToolButton(self)
        self.hide_button.setIcon(icon("close", "dim"))
        self.hide_button.setAutoRaise(True)
        self.hide_button.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # F6 to F8 do the same
        policy = self.hide_button.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.hide_button.setSizePolicy(policy)
        self.hide_button.hide()
        row = QHBoxLayout(self)
        row.setContentsMargins(12 if tabs is None else 0, 0, 8, 0)
        row.addWidget(self._label if tabs is None else tabs)
        row.addStretch(1)
        row.addWidget(self.hide_button)
        dock.windowTitleChanged.connect(self._take_title)
        dock.installEventFilter(self)
        self._dress()
        theme.notifier().changed.connect(self._dress)

    def _dress(self) -> None:
        self.setFixedHeight(theme.px(TITLE_HEIGHT_PX if self._tabs is None else TABS_HEIGHT_PX))
        self.hide_button.setIconSize(QSize(theme.px(12), theme.px(12)))
        self.hide_button.setFixedSize(theme.px(20), theme.px(20))

    def _take_title(self, title: str) -> None:
        self._label.setText(title)
        text = self.tr("Hide “{part}”").format(part=title)
        self.hide_button.setToolTip(text)
        self.hide_button.setAccessibleName(text)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 (Qt's name)
        """Offer to hide the part only to a pointer that is there."""
        if event.type() in (QEvent.Type.Enter, QEvent.Type.Leave):
            self.hide_button.setVisible(event.type() == QEvent.Type.Enter)
        return False


class Dock(QDockWidget):
    """A part of the window at its edge; `tabs` stand in the place of its title."""

    shown_changed = Signal(bool)
    """By whomever it was shown or hidden; not while the whole window hides."""

    def __init__(self, name: str, parent: QWidget, tabs: QTabBar | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(f"{name}Dock")
        title = DockTitle(self, tabs)
        title.hide_button.clicked.connect(self.close)
        self.setTitleBarWidget(title)
        self.toggleViewAction().toggled.connect(self.shown_changed)


class PageStack(QStackedWidget):
    """One widget a page; only the shown one counts for its size."""

    def sizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        """Of the shown page."""
        shown = self.currentWidget()
        return shown.sizeHint() if shown is not None else super().sizeHint()

    def minimumSizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        """Of the shown page."""
        shown = self.currentWidget()
        return shown.minimumSizeHint() if shown is not None else QSize(0, 0)


_ORDER = ("timeline", "jobs", "history")


def _order(name: str) -> int:
    return _ORDER.index(name) if name in _ORDER else len(_ORDER)


class BottomTabs(PageStack):
    """Timeline, jobs, history. `bar` holds their tabs; whoever shows this puts it somewhere."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("bottomTabs")
        self.bar = QTabBar()
        self.bar.setObjectName("bottomBar")
        self.bar.setDrawBase(False)
        self.bar.setExpanding(False)
        self._names: list[str] = []
        self.bar.currentChanged.connect(self.setCurrentIndex)
        self.currentChanged.connect(self.bar.setCurrentIndex)

    def add(self, name: str, title: str, widget: QWidget) -> None:
        """Put a part in, or another widget in its place."""
        if name in self._names:
            place = self._names.index(name)
            is_shown = self.currentIndex() == place
            before = self.widget(place)
            assert before is not None
            self.removeWidget(before)
            self.insertWidget(place, widget)
            self.bar.setTabText(place, title)
            if is_shown:
                self.setCurrentIndex(place)
            return
        place = sum(_order(known) <= _order(name) for known in self._names)
        self._names.insert(place, name)
        self.insertWidget(place, widget)
        self.bar.blockSignals(True)
        self.bar.insertTab(place, title)
        self.bar.setCurrentIndex(self.currentIndex())
        self.bar.blockSignals(False)

    def show_part(self, name: str) -> bool:
        """Bring a part to the front.

        Returns:
            False if there is none of that name.
        """
        if name not in self._names:
            return False
        self.setCurrentIndex(self._names.index(name))
        return True

    @property
    def shown_part(self) -> str:
        """The name of the part in front; empty if there is none."""
        return self._names[self.currentIndex()] if self._names else ""

    def set_title(self, name: str, title: str) -> None:
        """Rename a tab."""
        if name in self._names:
            self.bar.setTabText(self._names.index(name), title)


class _Scrolling(QScrollArea):
    """Scrolls up and down; never narrower than what is in it."""

    def minimumSizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        """As wide as its content and a scroll bar."""
        content = self.widget()
        width = content.minimumSizeHint().width() if content is not None else 0
        return QSize(width + self.verticalScrollBar().sizeHint().width(), super().minimumSizeHint().height())


def scrolling(widget: QWidget) -> QWidget:
    """The widget in a scroll area, so that the window may be lower than it; itself if it scrolls already."""
    if isinstance(widget, QAbstractScrollArea):
        return widget
    area = _Scrolling()
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(widget)
    return area
