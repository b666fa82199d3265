"""What the export page needs of the window."""

from __future__ import annotations

from typing import Any, Protocol

from PySide6.QtGui import QImage

from studio.models.export_edits import ExportContext, ExportOutcome, ExportProblem, PlannedFiles
from studio.models.export_preview import SheetPreview
from studio.models.project import ExportSettings


class ExportView(Protocol):
    """The export page. Attributes are signals; their arguments stand beside them."""

    settings_requested: Any  # (settings: ExportSettings, what changed: str, merge key: str)
    gesture_ended: Any  # ()
    folder_chosen: Any  # (full path: str)
    export_requested: Any  # ()
    replace_requested: Any  # () export although files lie in the way
    cancel_requested: Any  # ()
    repeat_requested: Any  # ()
    open_folder_requested: Any  # ()

    def show_settings(self, settings: ExportSettings, context: ExportContext) -> None:
        """Fill the inspector."""
        ...

    def show_preview(self, preview: SheetPreview, pages: tuple[QImage, ...], frame: QImage | None) -> None:
        """Show the sheet: one picture for each page, and an untrimmed frame for placing the pivot."""
        ...

    def show_working(self, text: str, fraction: float | None) -> None:
        """The sheet is being made; an empty text: no longer."""
        ...

    def show_plan(self, plan: PlannedFiles | None) -> None:
        """What would become of the folder; None while it is not known."""
        ...

    def show_conflict(self, plan: PlannedFiles | None) -> None:
        """Ask whether files in the way may be replaced; None takes the question away."""
        ...

    def show_exporting(self, text: str, fraction: float | None) -> None:
        """The export runs; an empty text: no longer."""
        ...

    def show_outcome(self, outcome: ExportOutcome | None) -> None:
        """What the last export did."""
        ...

    def show_problems(self, problems: tuple[ExportProblem, ...]) -> None:
        """Why it cannot be exported as asked, each beside its cause."""
        ...
