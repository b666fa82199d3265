"""The frame of the window: pages, layouts, full screen, messages."""

from __future__ import annotations

from typing import Any, Protocol

from PySide6.QtCore import QObject, QTimer

from studio.controllers.ports import Actions
from studio.controllers.workspace import PAGES, Workspace
from studio.models.messages import Message
from studio.services.settings import SettingsService

PARTS = ("cast", "inspector", "bottom")
WINDOW = "window"
"""Beside the pages' layouts: where the window itself is."""
WRITE_AFTER_MS = 400
"""A page that is shown is painted before the layout of the one before is written to the disk."""


class ShellView(Protocol):
    """What this controller needs of the window."""

    page_requested: Any
    closing: Any
    full_screen_changed: Any
    part_shown: Any

    def show_page(self, page: str) -> None:
        """Show a page."""
        ...

    def layout_text(self) -> str:
        """Where the parts are."""
        ...

    def restore_layout(self, text: str) -> bool:
        """Put the parts back."""
        ...

    def reset_layout(self) -> None:
        """Put the parts where this page wants them at first."""
        ...

    def geometry_text(self) -> str:
        """Where the window is."""
        ...

    def restore_geometry(self, text: str) -> None:
        """Put the window there."""
        ...

    def set_full_screen(self, is_full: bool) -> None:
        """Hide everything but the picture, or bring it back."""
        ...

    def set_part_shown(self, part: str, is_shown: bool) -> None:
        """Show or hide "cast", "inspector" or "bottom"."""
        ...

    def is_part_shown(self, part: str) -> bool:
        """Whether a part is shown."""
        ...

    def show_bottom(self, name: str) -> None:
        """Bring a tab of the lower part to the front."""
        ...

    def focus_next_region(self) -> None:
        """Move the focus to the next part."""
        ...

    def toast(self, message: Message) -> None:
        """Tell something."""
        ...

    def close(self) -> bool:
        """Close the window, if its guard agrees."""
        ...


class ShellController(QObject):
    """See the module."""

    def __init__(
        self,
        workspace: Workspace,
        settings: SettingsService,
        actions: Actions,
        view: ShellView,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._workspace, self._settings, self._actions, self._view = workspace, settings, actions, view
        self._page = workspace.page
        self._layouts: dict[str, str] = {}
        self._later = QTimer(self, singleShot=True, interval=WRITE_AFTER_MS)
        self._later.timeout.connect(self._write_layouts)
        self._bind()
        view.page_requested.connect(workspace.show_page)
        view.closing.connect(self._on_closing)
        view.restore_geometry(settings.values.layouts.get(WINDOW, ""))
        view.full_screen_changed.connect(lambda is_full: actions.set_checked("view.full-screen", is_full))
        view.part_shown.connect(self._on_part_shown)
        workspace.page_changed.connect(self._on_page)
        workspace.told.connect(view.toast)
        self._show_page(self._page)

    def _bind(self) -> None:
        actions, view, workspace = self._actions, self._view, self._workspace
        for page in PAGES:
            actions.bind(f"go.{page}", lambda _=None, page=page: self._go(page))
        for part in PARTS:
            actions.bind(f"view.{part}", lambda is_shown, part=part: view.set_part_shown(part, is_shown))
        actions.bind("view.full-screen", view.set_full_screen)
        actions.bind("view.reset-layout", self.reset_layout)
        actions.bind("go.next-region", view.focus_next_region)
        actions.bind("jobs.show", lambda: view.show_bottom("jobs"))
        actions.bind("tools.history", lambda: view.show_bottom("history"))
        actions.bind("edit.undo", workspace.undo_stack.undo)
        actions.bind("edit.redo", workspace.undo_stack.redo)
        actions.bind("file.quit", view.close)
        for name, signal in (
            ("edit.undo", workspace.undo_stack.canUndoChanged),
            ("edit.redo", workspace.undo_stack.canRedoChanged),
        ):
            actions.set_enabled(name, False)
            signal.connect(lambda is_possible, name=name: actions.set_enabled(name, is_possible))

    # --- pages and layouts

    def _go(self, page: str) -> None:
        self._workspace.show_page(page)
        self._check_page()  # choosing the shown page again must not switch its mark off

    def _on_page(self, page: str) -> None:
        self._layouts[self._page] = self._view.layout_text()
        self._show_page(page)
        self._later.start()

    def _show_page(self, page: str) -> None:
        self._page = page
        self._view.show_page(page)
        layout = self._layouts.get(page) or self._settings.values.layouts.get(page, "")
        if not layout or not self._view.restore_layout(layout):
            self._view.reset_layout()
        self._check_page()
        for part in PARTS:
            self._actions.set_checked(f"view.{part}", self._view.is_part_shown(part))

    def _check_page(self) -> None:
        for page in PAGES:
            self._actions.set_checked(f"go.{page}", page == self._page)

    def _on_part_shown(self, part: str, is_shown: bool) -> None:
        self._actions.set_checked(f"view.{part}", is_shown)

    def _on_closing(self) -> None:
        self.remember_layout()
        self._settings.set(layouts={**self._settings.values.layouts, WINDOW: self._view.geometry_text()})

    def remember_layout(self) -> None:
        """Keep where the parts of this page are."""
        self._layouts[self._page] = self._view.layout_text()
        self._write_layouts()

    def _write_layouts(self) -> None:
        """Put what is remembered into the settings; a page is shown before its file is written."""
        self._later.stop()
        layouts, self._layouts = self._layouts, {}
        self._settings.set(layouts={**self._settings.values.layouts, **layouts})

    def reset_layout(self) -> None:
        """Put the parts of this page where they were at first, and forget where they were put."""
        self._layouts.pop(self._page, None)
        layouts = {page: text for page, text in self._settings.values.layouts.items() if page != self._page}
        self._settings.set(layouts=layouts)
        self._view.reset_layout()
