"""The window: one frame around everything that the other parts bring along."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QByteArray, QEvent, Qt, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QShowEvent
from PySide6.QtWidgets import QMainWindow, QMenu, QWidget

from studio.models.messages import Message
from studio.views.action_set import ActionSet
from studio.views.kit import theme
from studio.views.shell.docks import BottomTabs, Dock, PageStack, scrolling
from studio.views.shell.menus import main_menu
from studio.views.shell.page_tabs import PAGE_IDS
from studio.views.shell.regions import Regions, focus_is_not_handed_on
from studio.views.shell.status_bar import StatusBar
from studio.views.shell.toasts import ToastHost
from studio.views.shell.top_bar import TopBar

MINIMUM_SIZE = (1024, 640)
FIRST_SIZE = (1440, 900)
_LAYOUT_VERSION = 1
_PARTS = ("cast", "inspector", "bottom")
_CAST_PX, _INSPECTOR_PX, _BOTTOM_PX = 224, 344, 232


class MainWindow(QMainWindow):
    """The frame. It knows no part of the work; the composition puts the parts in.

    Attributes:
        canvas: What is in the middle of the pages that bring nothing of their own; see `set_canvas`.
        top_bar, status: The bars.
        toasts: The messages.
        cast_dock, inspector_dock, bottom_dock: The parts at the edges.
        close_guard: Asked before the window closes; returns whether it may.
    """

    page_requested = Signal(str)
    paths_dropped = Signal(object)
    """A list of `Path`."""
    closing = Signal()
    """The guard has agreed."""
    full_screen_changed = Signal(bool)
    part_shown = Signal(str, bool)
    """("cast", "inspector" or "bottom", whether it is shown)"""

    def __init__(self, actions: ActionSet, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("mainWindow")
        self.setWindowTitle("Avatar Studio")
        self.setMinimumSize(*MINIMUM_SIZE)
        self.resize(*FIRST_SIZE)
        self.setAcceptDrops(True)
        self.setDockOptions(QMainWindow.DockOption.AllowTabbedDocks | QMainWindow.DockOption.AllowNestedDocks)
        self.actions_set = actions
        self.close_guard: Callable[[], bool] = lambda: True
        self._page = PAGE_IDS[0]
        self._inspectors: dict[str, QWidget] = {}
        self._centres: dict[str, QWidget] = {}
        self._hiders: set[str] = set()
        self._layout_beneath: QByteArray | None = None
        self._welcome: QWidget | None = None
        self._menu: QMenu | None = None
        self._make_parts()
        self._make_regions()
        self.retranslate()
        self.reset_layout()

    # --- parts

    def _make_parts(self) -> None:
        self.top_bar = TopBar(self)
        self.setMenuWidget(self.top_bar)
        self.status = StatusBar(self)
        self.setStatusBar(self.status)
        self._middle = PageStack(self)
        self._middle.setObjectName("centre")
        self.setCentralWidget(self._middle)
        self.canvas: QWidget = QWidget()
        self.canvas.setObjectName("canvas")
        self._middle.addWidget(self.canvas)
        self._inspector = PageStack(self)
        self.bottom = BottomTabs(self)
        self.cast_dock, self.inspector_dock = Dock("cast", self), Dock("inspector", self)
        self.bottom_dock = Dock("bottom", self, self.bottom.bar)
        self.inspector_dock.setWidget(self._inspector)
        self.bottom_dock.setWidget(self.bottom)
        for corner in (Qt.Corner.BottomLeftCorner, Qt.Corner.BottomRightCorner):
            self.setCorner(corner, Qt.DockWidgetArea.BottomDockWidgetArea)
        self.toasts = ToastHost(self._middle)
        self.actions_set.attach(self)
        self.top_bar.page_requested.connect(self.page_requested)
        for name, dock in zip(_PARTS, self._docks(), strict=True):
            dock.shown_changed.connect(lambda is_shown, name=name: self._tell_part(name, is_shown))
        self.bottom.currentChanged.connect(self._tell_timeline)

    def _make_regions(self) -> None:
        docks = (self.inspector_dock, self.bottom_dock)
        self._regions = Regions(self, [self.top_bar, self.cast_dock, self._middle, *docks, self.status])

    def set_canvas(self, canvas: QWidget) -> None:
        """Put the canvas in the middle of every page that brings nothing of its own."""
        old, self.canvas = self.canvas, canvas
        self._middle.addWidget(canvas)
        if self._middle.currentWidget() is old:
            self._middle.setCurrentWidget(canvas)
        self._middle.removeWidget(old)
        old.deleteLater()
        self.toasts.raise_all()

    @property
    def centre(self) -> QWidget:
        """What is in the middle, whichever widget that is."""
        return self._middle

    def set_cast(self, widget: QWidget) -> None:
        """Put the list of characters in."""
        self.cast_dock.setWidget(widget)

    def set_page(self, page: str, inspector: QWidget, centre: QWidget | None = None) -> None:
        """Say what a page shows.

        Args:
            page: One of the five.
            inspector: At the right; it is put in a scroll area unless it is one.
            centre: In the middle instead of the canvas.
        """
        old = self._inspectors.pop(page, None)
        if old is not None:
            self._inspector.removeWidget(old)
        shown = scrolling(inspector)
        self._inspectors[page] = shown
        self._inspector.addWidget(shown)
        if centre is not None:
            self._centres[page] = centre
            self._middle.addWidget(centre)
        if page == self._page:
            self._show_parts()

    def add_bottom(self, name: str, title: str, widget: QWidget) -> None:
        """Add a tab to the lower part ("timeline", "jobs", "history")."""
        self.bottom.add(name, title, widget)

    # --- pages

    @property
    def page(self) -> str:
        """The page that is shown."""
        return self._page

    def show_page(self, page: str) -> None:
        """Show a page; its layout is given separately by `restore_layout`."""
        self._page = page
        self.top_bar.tabs.show_page(page)
        self.actions_set.set_context(page)
        self._show_parts()
        if page == "animate":
            self.bottom.show_part("timeline")

    def _show_parts(self) -> None:
        centre = self._centres.get(self._page, self.canvas)
        with focus_is_not_handed_on():
            self._middle.setCurrentWidget(self._welcome if self._is_welcoming and self._welcome else centre)
            inspector = self._inspectors.get(self._page)
            self._inspector.setVisible(inspector is not None)
            if inspector is not None:
                self._inspector.setCurrentWidget(inspector)
        self._hide_empty_inspector()
        self.toasts.raise_all()

    def _hide_empty_inspector(self) -> None:
        """No part stands there that has nothing to say."""
        if self._page == "animate" and self._page not in self._inspectors and not self._hiders:
            self.inspector_dock.hide()

    def show_bottom(self, name: str) -> None:
        """Bring a tab of the lower part to the front, and the part itself if it is hidden."""
        if self.bottom.show_part(name):
            self.bottom_dock.show()
            self.bottom_dock.raise_()

    # --- layout

    def layout_text(self) -> str:
        """Where the parts are, as text."""
        state = self._layout_beneath or self.saveState(_LAYOUT_VERSION)
        return bytes(state.toBase64().data()).decode("ascii")

    def restore_layout(self, text: str) -> bool:
        """Put the parts back as `layout_text` gave them.

        Returns:
            False if the text does not fit this version; nothing has changed then.
        """
        state = QByteArray.fromBase64(text.encode("ascii", "ignore"))
        if self._hiders:  # the parts are put there when they come back
            self._layout_beneath = state
            return True
        with focus_is_not_handed_on():
            is_restored = self.restoreState(state, _LAYOUT_VERSION)
            self._hide_empty_inspector()
        return is_restored

    def geometry_text(self) -> str:
        """Where the window is, as text."""
        return bytes(self.saveGeometry().toBase64().data()).decode("ascii")

    def restore_geometry(self, text: str) -> None:
        """Put the window where `geometry_text` says, as far as it is on a screen; nothing for another text."""
        self.restoreGeometry(QByteArray.fromBase64(text.encode("ascii", "ignore")))

    def reset_layout(self) -> None:
        """Put the parts where this page wants them at first."""
        left, right = Qt.DockWidgetArea.LeftDockWidgetArea, Qt.DockWidgetArea.RightDockWidgetArea
        bottom = Qt.DockWidgetArea.BottomDockWidgetArea
        places = ((self.cast_dock, left), (self.inspector_dock, right), (self.bottom_dock, bottom))
        if self._hiders:
            return
        is_animating = self._page == "animate"
        with focus_is_not_handed_on():
            for dock, area in places:
                is_there = self.dockWidgetArea(dock) == area and not self.tabifiedDockWidgets(dock)
                if dock.isFloating():
                    dock.setFloating(False)
                if not is_there:
                    self.addDockWidget(area, dock)
                dock.show()
            self.inspector_dock.setVisible(not is_animating or self._page in self._inspectors)
            self.bottom_dock.setVisible(is_animating)
        if self._page == "animate":
            self.bottom.show_part("timeline")
        horizontal, vertical = Qt.Orientation.Horizontal, Qt.Orientation.Vertical
        sides = [theme.px(_CAST_PX), theme.px(_INSPECTOR_PX)]
        self.resizeDocks([self.cast_dock, self.inspector_dock], sides, horizontal)
        lower_px = theme.px(_BOTTOM_PX)
        if self._page == "animate":
            lower_px = max(lower_px, round(self.height() * 0.42))
        self.resizeDocks([self.bottom_dock], [lower_px], vertical)

    def set_full_screen(self, is_full: bool) -> None:
        """Hide everything but the picture, or bring it back."""
        if is_full == self.is_picture_only:
            return
        self.showFullScreen() if is_full else self.showNormal()
        self._hide_parts("full-screen", is_full)
        self.top_bar.setVisible(not is_full)
        self.status.setVisible(not is_full)
        self.full_screen_changed.emit(is_full)

    @property
    def is_picture_only(self) -> bool:
        """Whether everything but the picture is hidden."""
        return "full-screen" in self._hiders

    def set_welcome(self, widget: QWidget) -> None:
        """Say what is shown in the place of everything while no project is open."""
        self._welcome = widget
        self._middle.addWidget(widget)
        self._show_parts()

    def show_welcome(self, is_shown: bool) -> None:
        """Show that page alone, or the work."""
        if is_shown == self._is_welcoming:
            return
        self._hide_parts("welcome", is_shown)
        self.top_bar.tabs.setVisible(not is_shown)
        self._show_parts()

    @property
    def _is_welcoming(self) -> bool:
        return "welcome" in self._hiders

    def _hide_parts(self, hider: str, is_hidden: bool) -> None:
        """Hide the parts at the edges as long as anybody wants that; then put them back as they were."""
        was_hidden = bool(self._hiders)
        if is_hidden and not was_hidden:
            self._layout_beneath = self.saveState(_LAYOUT_VERSION)
        (self._hiders.add if is_hidden else self._hiders.discard)(hider)
        if self._hiders:
            for dock in self._docks():
                dock.hide()
        elif was_hidden and self._layout_beneath is not None:
            state, self._layout_beneath = self._layout_beneath, None
            self.restoreState(state, _LAYOUT_VERSION)
            for part, dock in zip(_PARTS, self._docks(), strict=True):
                self.part_shown.emit(part, not dock.isHidden())

    def set_part_shown(self, part: str, is_shown: bool) -> None:
        """Show or hide "cast", "inspector" or "bottom"."""
        self._dock(part).setVisible(is_shown)
        self._hide_empty_inspector()

    def is_part_shown(self, part: str) -> bool:
        """Whether "cast", "inspector" or "bottom" is shown, or would be in a window that is."""
        return not self._dock(part).isHidden()

    def _tell_part(self, part: str, is_shown: bool) -> None:
        if not self._hiders:
            self.part_shown.emit(part, is_shown)
        if part == "bottom":
            self._tell_timeline()

    def _tell_timeline(self, *_: object) -> None:
        is_shown = not self.bottom_dock.isHidden() and self.bottom.shown_part == "timeline"
        self.actions_set.set_timeline_shown(is_shown)

    def _dock(self, part: str) -> Dock:
        return {"cast": self.cast_dock, "inspector": self.inspector_dock, "bottom": self.bottom_dock}[part]

    def _docks(self) -> tuple[Dock, Dock, Dock]:
        return self.cast_dock, self.inspector_dock, self.bottom_dock

    def focus_next_region(self) -> None:
        """Move the focus to the next part."""
        self._regions.focus_next()

    def focusNextPrevChild(self, is_next: bool) -> bool:  # noqa: N802 (Qt's name)
        """Tab goes through the parts in their order."""
        return self._regions.step(is_next)

    # --- what is shown

    def set_document(self, name: str, has_changes: bool) -> None:
        """Show the document's name, with a dot where something is not saved."""
        self.top_bar.set_document(name, has_changes)
        self.setWindowTitle(f"{name}[*] – Avatar Studio" if name else "Avatar Studio")
        self.setWindowModified(bool(name) and has_changes)

    def toast(self, message: Message) -> None:
        """Tell something beside the work."""
        self.toasts.show(message)

    def retranslate(self) -> None:
        """Take the texts of the present language."""
        self.actions_set.retranslate()
        self.cast_dock.setWindowTitle(self.tr("Cast"))
        self.inspector_dock.setWindowTitle(self.tr("Inspector"))
        self.bottom_dock.setWindowTitle(self.tr("Timeline, jobs, history"))
        self._middle.setAccessibleName(self.tr("Picture"))
        self.bottom.bar.setAccessibleName(self.tr("Timeline, jobs, history"))
        titles = {"timeline": self.tr("Timeline"), "jobs": self.tr("Jobs"), "history": self.tr("History")}
        for name, title in titles.items():
            self.bottom.set_title(name, title)
        self.top_bar.retranslate()
        self.show_keys()
        if self._menu is not None:
            self._menu.deleteLater()
        self._menu = main_menu(self.actions_set, self)
        self.top_bar.set_menu(self._menu)

    def show_keys(self) -> None:
        """Show keys as they are now, where they are written on the window."""
        self.top_bar.set_search_keys(next(iter(self.actions_set.keys("tools.palette")), ""))

    # --- events

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 (Qt's name)
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 (Qt's name)
        """Ask the guard."""
        if not self.close_guard():
            event.ignore()
            return
        event.accept()
        self.closing.emit()
        self._set_docks_silent(True)  # they are torn down hidden, which is nobody's wish

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802 (Qt's name)
        """Files may be dropped everywhere."""
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802 (Qt's name)
        """Hand dropped files on."""
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if paths:
            event.acceptProposedAction()
            self.paths_dropped.emit(paths)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 (Qt's name)
        """Messages that came before are in their place."""
        super().showEvent(event)
        self._set_docks_silent(False)
        if self.focusWidget() is None or self.focusWidget() is self.top_bar.menu_button:
            self.setFocus()  # nothing is chosen yet
        self.toasts.place()

    def _set_docks_silent(self, is_silent: bool) -> None:
        for dock in self._docks():
            dock.blockSignals(is_silent)
