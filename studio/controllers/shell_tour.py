"""Five points at the first start, and on demand."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

from PySide6.QtCore import QObject

from studio.controllers.ports import Actions
from studio.models.shell import TourStep
from studio.services.settings import SettingsService


class TourView(Protocol):
    """What this controller needs of the tour."""

    ended: Any

    def start(self, steps: Sequence[TourStep]) -> None:
        """Point at the first."""
        ...


class TourController(QObject):
    """See the module."""

    def __init__(
        self, settings: SettingsService, actions: Actions, view: TourView, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._settings, self._view = settings, view
        actions.bind("help.tour", self.start)
        view.ended.connect(lambda: settings.set(has_seen_tour=True))

    def start_once(self) -> None:
        """Start it unless it was seen before."""
        if not self._settings.values.has_seen_tour:
            self.start()

    def start(self) -> None:
        """Start it."""
        self._view.start(self.steps())

    def steps(self) -> tuple[TourStep, ...]:
        """The five points."""
        return (
            TourStep("cast", self.tr("Your cast"),
                     self.tr("Drop a picture here, or open the sample. Every character of the game has a place.")),
            TourStep("tabs", self.tr("Five pages, in the order of the work"),
                     self.tr("From the picture to the game: cast, express, set, animate, export.")),
            TourStep("canvas", self.tr("The face is a control"),
                     self.tr("Drag an eyebrow or a corner of the mouth. Scroll to zoom, drag with the middle button to "
                             "move.")),
            TourStep("inspector", self.tr("What is selected, nothing else"),
                     self.tr("Controls, presets and layers of what you work on. Double-click puts a value back.")),
            TourStep("search", self.tr("Find anything"),
                     self.tr("Everything that the studio can do, by a few letters. F1 shows all keys.")),
        )  # fmt: skip
