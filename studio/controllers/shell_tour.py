"""Five points at the first start, and on demand."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Protocol

from PySide6.QtCore import QObject

from studio.controllers.ports import Actions
from studio.controllers.workspace import Workspace
from studio.models.shell import TourStep
from studio.services.settings import SettingsService


class TourView(Protocol):
    """What this controller needs of the tour."""

    ended: Any
    step_shown: Any

    def start(self, steps: Sequence[TourStep]) -> None:
        """Point at the first."""
        ...

    def set_page(self, page: str) -> None:
        """Which page the window shows."""
        ...

    def end(self) -> None:
        """Go away."""
        ...


class TourController(QObject):
    """Each point goes to the page that it speaks of."""

    def __init__(
        self,
        workspace: Workspace,
        settings: SettingsService,
        actions: Actions,
        view: TourView,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._workspace, self._settings, self._view = workspace, settings, view
        self._is_wanted = False
        self._has_work: Callable[[], bool] = lambda: True
        self._open_sample: Callable[[], object] = lambda: None
        actions.bind("help.tour", self.start)
        view.ended.connect(lambda: settings.set(has_seen_tour=True))
        view.step_shown.connect(self._on_step)
        workspace.page_changed.connect(view.set_page)
        view.set_page(workspace.page)

    def set_sample(self, has_work: Callable[[], bool], open_sample: Callable[[], object]) -> None:
        """Say who knows whether a project is open, and who opens the sample where there is nothing to point at."""
        self._has_work, self._open_sample = has_work, open_sample

    def start_once(self) -> None:
        """Start it unless it was seen before; for the sample, which may have been opened for it."""
        if self._is_wanted or not self._settings.values.has_seen_tour:
            self.start()

    def start(self) -> None:
        """Start it; where nothing is open, on the sample."""
        if self._has_work():
            self._is_wanted = False
            self._view.start(self.steps())
        else:
            self._is_wanted = True
            self._open_sample()

    def stop(self) -> None:
        """The project is closed: there is nothing to point at any more."""
        self._view.end()

    def _on_step(self, step: TourStep) -> None:
        if step.page:
            self._workspace.show_page(step.page)

    def steps(self) -> tuple[TourStep, ...]:
        """The five points."""
        return (
            TourStep("centre", self.tr("One picture, and it acts"),
                     self.tr("Space plays and pauses. Pick another clip below, or type what the character should say."),
                     "animate"),
            TourStep("cast", self.tr("Your cast"),
                     self.tr("Drop a picture here: one is enough. Every character of the game has a place."), "cast"),
            TourStep("centre", self.tr("The face is a control"),
                     self.tr("Drag an eyebrow or a corner of the mouth. The words and controls at the right do the "
                             "same."), "express"),
            TourStep("centre", self.tr("The whole set, drawn at once"),
                     self.tr("Every expression of the game for everybody. Double-click one to look closely; Export "
                             "hands them to Godot, Unity or a folder."), "set"),
            TourStep("search", self.tr("Find anything"),
                     self.tr("Everything that the studio can do, by a few letters. F1 shows all keys.")),
        )  # fmt: skip
