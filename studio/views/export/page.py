"""The export page: its inspector and its middle, as one view."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from studio.models.export_edits import ExportContext, ExportOutcome, ExportProblem, PlannedFiles
from studio.models.export_preview import SheetPreview
from studio.models.project import ExportSettings
from studio.views.export.destination import Destination
from studio.views.export.frame_part import FramePart
from studio.views.export.parts import ProblemLine, SettingsPart
from studio.views.export.sheet_pane import SheetPane
from studio.views.export.sheet_part import SheetPart
from studio.views.export.targets import TargetCards
from studio.views.export.what_leaves import WhatLeaves
from studio.views.kit import theme
from studio.views.kit.staging import scroll_area
from studio.views.kit.tokens import SPACE_8, SPACE_12, SPACE_16
from studio.views.kit.widgets import Section


class ExportPage(QObject):
    """What the window puts at its right (`inspector`) and into its middle (`centre`).

    Args:
        parent: Qt's.
        is_staged: Whether the caller fills the inspector by `fill` once it is in its place.
    """

    settings_requested = Signal(object, str, str)
    """(settings, what changed, merge key)"""
    gesture_ended = Signal()
    folder_chosen = Signal(str)
    export_requested = Signal()
    replace_requested = Signal()
    cancel_requested = Signal()
    repeat_requested = Signal()
    open_folder_requested = Signal()

    def __init__(self, parent: QObject | None = None, is_staged: bool = False) -> None:
        super().__init__(parent)
        self.sections: dict[str, Section] = {}
        self.centre, self.inspector = SheetPane(), QWidget()
        self.inspector.setMinimumWidth(theme.px(280))
        if not is_staged:
            for _ in self.fill():
                pass

    def fill(self) -> Iterator[None]:
        """Make what is in the inspector, a part at each step."""
        column, foot = self._lay_out()
        yield
        self.what = WhatLeaves()
        self._add(column, "what", self.tr("What leaves"), self.what)
        yield
        self.targets = TargetCards()
        yield from self.targets.fill()
        self._add(column, "targets", self.tr("Targets"), self.targets)
        yield
        self.frame = FramePart()
        self._add(column, "frame", self.tr("Frame"), self.frame)
        yield
        self.sheet = SheetPart()
        self._add(column, "sheet", self.tr("Sheet"), self.sheet)
        column.addStretch(1)
        yield
        self.destination = Destination()
        foot.addWidget(self.destination)
        self._connect()

    def _connect(self) -> None:
        for part in self.parts:
            part.settings_requested.connect(self.settings_requested)
            part.gesture_ended.connect(self.gesture_ended)
        destination, conflict = self.destination, self.centre.conflict
        for source, target in (
            (destination.folder_chosen, self.folder_chosen), (destination.export_requested, self.export_requested),
            (destination.cancel_requested, self.cancel_requested), (conflict.replace_requested, self.replace_requested),
            (destination.repeat_requested, self.repeat_requested),
            (conflict.folder_requested, destination.folder.click),
            (destination.open_folder_requested, self.open_folder_requested),
        ):  # fmt: skip
            source.connect(target)

    @property
    def parts(self) -> tuple[SettingsPart, ...]:
        """All that show settings."""
        return self.what, self.targets, self.frame, self.sheet, self.destination

    def _lay_out(self) -> tuple[QVBoxLayout, QVBoxLayout]:
        """The frame of the inspector; returns the columns of what scrolls and of its foot."""
        inner = QWidget()
        outer = QVBoxLayout(self.inspector)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(scroll_area(inner), 1)
        line, foot = QFrame(), QFrame()
        line.setFrameShape(QFrame.Shape.HLine)
        foot.setProperty("kit", "panel")
        outer.addWidget(line)
        outer.addWidget(foot)
        foot_column = QVBoxLayout(foot)
        foot_column.setContentsMargins(SPACE_12, SPACE_12, SPACE_12, SPACE_12)
        column = QVBoxLayout(inner)
        column.setContentsMargins(SPACE_12, SPACE_8, SPACE_12, SPACE_16)
        column.setSpacing(SPACE_12)
        return column, foot_column

    def _add(self, column: QVBoxLayout, name: str, title: str, part: SettingsPart) -> None:
        self.sections[name] = Section(title, part)
        column.addWidget(self.sections[name])

    # --- what the controller asks for

    def show_settings(self, settings: ExportSettings, context: ExportContext) -> None:
        """Fill the inspector."""
        for part in self.parts:
            part.show_settings(settings, context)
        self.destination.repeat.setEnabled(bool(context.characters))

    def show_preview(self, preview: SheetPreview, pages: tuple[QImage, ...], frame: QImage | None) -> None:
        """Show the sheet."""
        self.centre.show_preview(preview, pages)
        self.frame.show_frame(frame)

    def show_working(self, text: str, fraction: float | None) -> None:
        """The sheet is being made."""
        self.centre.show_working(text, fraction)

    def show_plan(self, plan: PlannedFiles | None) -> None:
        """What would become of the folder."""
        self.centre.files.show_plan(plan)

    def show_conflict(self, plan: PlannedFiles | None) -> None:
        """Ask whether files in the way may be replaced."""
        self.centre.conflict.ask(plan)

    def show_exporting(self, text: str, fraction: float | None) -> None:
        """The export runs."""
        self.destination.show_exporting(text, fraction)

    def show_outcome(self, outcome: ExportOutcome | None) -> None:
        """What the last export did."""
        if outcome is not None:
            self.centre.files.show_outcome(outcome)

    def show_problems(self, problems: tuple[ExportProblem, ...]) -> None:
        """Each beside its cause; a folded section with one opens."""
        names = {self.what: "what", self.targets: "targets", self.frame: "frame", self.sheet: "sheet"}
        for part in self.parts:
            if part.show_problems(problems) and part in names:
                self.sections[names[part]].set_open(True)
        elsewhere = [one for one in problems if one.place not in self.destination.places]
        if elsewhere:
            QTimer.singleShot(0, self, lambda: self._repeat_hidden(elsewhere))

    def _repeat_hidden(self, problems: list[ExportProblem]) -> None:
        """Beside the button too, where the option lies out of sight."""
        lines = [line for part in self.parts for line in part.findChildren(ProblemLine) if line.text()]
        if all(line.visibleRegion().isEmpty() for line in lines):
            self.destination.show_other_problems(problems)
