"""The full menu, made of the actions as they are declared."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QMenu, QWidget

from studio.models.actions import ACTIONS, GROUP_TITLES
from studio.views.action_set import ActionSet

BREAKS_BEFORE = frozenset({
    "file.save", "file.close", "file.quit", "edit.copy", "edit.find", "view.full-screen", "view.theme",
    "view.compare-off", "view.backdrop", "go.next-region", "cast.rename", "cast.show-boxes", "cast.edit-landmarks",
    "express.mirror", "express.save-preset", "express.peek", "set.star", "set.add-expressions", "clip.previous-frame",
    "clip.loop", "jobs.cancel-current", "jobs.pause", "tools.models", "tools.history", "help.health",
})  # fmt: skip
"""Actions that begin a new block of their menu."""


def group_title(group: str) -> str:
    """The title of a menu in the present language."""
    return QCoreApplication.translate("ActionSet", GROUP_TITLES[group])


def main_menu(actions: ActionSet, parent: QWidget) -> QMenu:
    """The whole menu: a submenu a group, in the order of the declarations."""
    menu = QMenu(parent)
    for group in GROUP_TITLES:
        specs = [spec for spec in ACTIONS if spec.group == group]
        if not specs:
            continue
        part = menu.addMenu(group_title(group))
        for place, spec in enumerate(specs):
            if place and spec.id in BREAKS_BEFORE:
                part.addSeparator()
            part.addAction(actions.qaction(spec.id))
    return menu
