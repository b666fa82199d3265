"""The set as files: single pictures that are dragged out, contact sheets."""

from __future__ import annotations

import shutil
import tempfile
import weakref
from collections.abc import Generator, Mapping, Sequence
from pathlib import Path
from typing import Any, cast

from PySide6.QtCore import QObject

from studio.controllers.set_page_edits import cell_at
from studio.controllers.workspace import Workspace
from studio.core.jobs import CancelToken, Progress
from studio.models.messages import Tone
from studio.models.set_plan import CellPlace
from studio.pipelines.cell_sheet import CellSheetRequest, write_cell_sheets
from studio.pipelines.names import safe_name
from studio.services.job_queue import JobQueue
from studio.services.jobs import JobSpec, JobState, Lane, Outcome, Phase
from studio.storage.blobs import BlobStore

MAX_DRAGGED = 400
SHEET_KIND = "contact-sheet"


class SetFiles(QObject):
    """Writes drawings to files."""

    def __init__(self, workspace: Workspace, jobs: JobQueue, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workspace, self._jobs = workspace, jobs
        self._folder: Path | None = None

    def as_files(self, places: Sequence[CellPlace], titles: Mapping[str, str]) -> list[str]:
        """The shown drawings of cells as PNG files named by character and expression, in a folder of their own.

        Raises:
            OSError: If they cannot be written.
        """
        paths = []
        for place in places[:MAX_DRAGGED]:
            cell = cell_at(self._workspace.project, place)
            character = self._workspace.character_by_id(place.character)
            if cell is None or cell.shown is None or character is None:
                continue
            word = place.expression.replace(":", "-").replace("+", "-")
            folder = self._drag_folder() / cell.shown.picture[:16]  # equal names of different drawings must not meet
            path = folder / f"{safe_name(character.name)}_{safe_name(word)}.png"
            if not path.is_file():
                folder.mkdir(parents=True, exist_ok=True)
                path.write_bytes(self._workspace.document.blobs[cell.shown.picture])
            paths.append(str(path))
        return paths

    def _drag_folder(self) -> Path:
        if self._folder is None:
            self._folder = Path(tempfile.mkdtemp(prefix="avatar-studio-"))
            weakref.finalize(self, shutil.rmtree, self._folder, True)  # at the latest when the program ends
        return self._folder

    def sheet_name(self) -> str:
        """What a contact sheet is called at first."""
        project, path = self._workspace.project, self._workspace.document.path
        name = f"{safe_name(project.name or 'set')}_expressions.png"
        return str(path.with_name(name)) if path is not None else name

    def write_sheets(self, path: Path, rows: Sequence[str], titles: Mapping[str, str], is_whole: bool) -> None:
        """Write a contact sheet, for several characters one each."""
        requests, blobs = self._requests(path, rows, titles, is_whole), self._workspace.document.blobs

        def work(token: CancelToken, carried: Any) -> Generator[Progress, None, tuple[Path, ...]]:
            return write_cell_sheets(requests, cast(BlobStore, blobs), token)

        spec = JobSpec(self.tr("Contact sheet"), (Phase(Lane.FILES, work),), kind=SHEET_KIND)
        self._jobs.submit(spec, on_done=self._on_written, on_end=self._on_end)

    def _requests(
        self, path: Path, rows: Sequence[str], titles: Mapping[str, str], is_whole: bool
    ) -> tuple[CellSheetRequest, ...]:
        project = self._workspace.project
        requests = []
        for character in project.characters:
            pictures = []
            for word in rows:
                cell = cell_at(project, CellPlace(character.id, word))
                if cell is not None and cell.shown is not None:
                    pictures.append((titles.get(word, word), cell.shown.picture))
            is_alone = len(project.characters) == 1
            own = path if is_alone else path.with_name(f"{path.stem}_{safe_name(character.name)}{path.suffix}")
            if pictures:
                requests.append(CellSheetRequest(character, tuple(pictures), project.set_settings.frame, own, is_whole))
        return tuple(requests)

    def _on_written(self, paths: tuple[Path, ...]) -> None:
        names = ", ".join(path.name for path in paths)
        self._workspace.tell(self.tr("Contact sheet written: {names}.").format(names=names), tone=Tone.GOOD)

    def _on_end(self, outcome: Outcome) -> None:
        if outcome.job.state is JobState.FAILED and outcome.job.error is not None:
            self._workspace.tell_error(outcome.job.error, self.tr("Contact sheet"))
