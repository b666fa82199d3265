"""Drawing the set: queues jobs, puts what they give into the project, and knows which cells wait."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass
from itertools import count
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from studio.controllers.workspace import Workspace
from studio.core.jobs import CancelToken, Partial, Progress
from studio.models.document import Document
from studio.models.expression import ExpressionLibrary
from studio.models.messages import Message, Tone
from studio.models.set_plan import CellPlace, CellState, cells_by_place, is_stale, slot_of, words_of
from studio.pipelines.draw_cells import CellRequest, DrawnCell, DrawResult, Slots, draw_cells, requests_for, with_drawn
from studio.services.job_queue import JobQueue
from studio.services.jobs import JobSpec, JobState, Lane, Outcome, Phase, Work

JOB_KIND = "set"
HOLD_MS = 100
"""How often drawings that came during a drag look whether it is over."""


@dataclass(slots=True, eq=False)
class _Batch:
    """A queued or running job.

    Attributes:
        requests: In the order in which their results come.
        text: For the history.
        merge_key: What makes the job one step of the history.
        document: Whose cells these are.
        done: How many results have come.
        failed: How many of them are failures.
        step: Where the history stood after the last of them was put in.
        is_undone: Whether the user took that step back: nothing more of it is wanted.
    """

    requests: tuple[CellRequest, ...]
    text: str
    merge_key: str
    document: Document
    done: int = 0
    failed: int = 0
    step: int = 0
    is_undone: bool = False


class SetDrawing(QObject):
    """All drawing jobs of the set."""

    changed = Signal()
    """Cells began to wait, to be drawn, or stopped doing so."""
    failures_wanted = Signal()
    """The user wants to see what has failed."""

    def __init__(self, workspace: Workspace, jobs: JobQueue, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workspace, self._jobs = workspace, jobs
        self._batches: dict[str, _Batch] = {}
        self._numbers = count(1)
        self._held: list[tuple[_Batch, DrawnCell]] = []
        self._later = QTimer(self, singleShot=True, interval=HOLD_MS)
        self._later.timeout.connect(self._put_in)
        jobs.job_changed.connect(self._on_job_changed)
        workspace.document_replaced.connect(self.cancel)
        workspace.undo_stack.indexChanged.connect(self._on_history)

    # --- asking

    def draw(self, library: ExpressionLibrary, slots: Slots) -> int:
        """Queue drawings; those that wait already are not queued twice.

        Returns:
            How many were queued.
        """
        requests, _ = requests_for(self._workspace.project, library, slots)
        waiting = {(request.place, request.slot) for batch in self._batches.values() for request in self._open(batch)}
        requests = tuple(request for request in requests if (request.place, request.slot) not in waiting)
        if requests:
            self._submit(requests)
        return len(requests)

    def restore(self, library: ExpressionLibrary, data: dict[str, Any]) -> int:
        """Queue a job again that was cut off by a crash; what was drawn by then is left out.

        Args:
            library: Where expressions are looked up.
            data: As in `JobSpec.restore`.

        Returns:
            How many drawings were queued.
        """
        slots = tuple(
            (CellPlace(str(item[0]), str(item[1])), int(item[2]))
            for item in data.get("cells", ())
            if isinstance(item, list | tuple) and len(item) == 3
        )
        requests, _ = requests_for(self._workspace.project, library, slots)
        left = tuple((one.place, one.slot) for one in requests if not self._is_drawn(one))
        return self.draw(library, left)

    def cancel(self) -> None:
        """Stop all drawing jobs; what is drawn stays."""
        for job_id in list(self._batches):
            self._jobs.cancel(job_id)

    # --- telling

    def states(self) -> dict[CellPlace, CellState]:
        """The cells that wait or are being drawn."""
        found: dict[CellPlace, CellState] = {}
        for job_id, batch in self._batches.items():
            job = self._jobs.job(job_id)
            is_running = job is not None and job.state is JobState.RUNNING
            for index, request in enumerate(self._open(batch)):
                is_drawing = index == 0 and is_running
                if is_drawing or request.place not in found:
                    found[request.place] = CellState.DRAWING if is_drawing else CellState.QUEUED
        return found

    @property
    def is_busy(self) -> bool:
        """Whether anything waits."""
        return bool(self._batches)

    # --- running

    @staticmethod
    def _open(batch: _Batch) -> tuple[CellRequest, ...]:
        return batch.requests[batch.done :]

    def _submit(self, requests: tuple[CellRequest, ...]) -> None:
        names = list(dict.fromkeys(request.character.name for request in requests))
        who = names[0] if len(names) == 1 else self.tr("{count} characters").format(count=len(names))
        title = self.tr("Draw {count} of {who}").format(count=self._expressions(len(requests)), who=who)
        cells = [[*request.place, request.slot] for request in requests]
        spec = JobSpec(
            title,
            (Phase(Lane.INFERENCE, self._work(requests)),),
            kind=JOB_KIND,
            restore={"kind": JOB_KIND, "cells": cells},
        )
        batch = _Batch(requests, title, f"set-{next(self._numbers)}", self._workspace.document)
        box: list[str] = []
        job_id = self._jobs.submit(
            spec,
            on_partial=lambda drawn: self._on_drawn(box[0], drawn),
            on_end=self._on_end,
        )
        box.append(job_id)
        self._batches[job_id] = batch
        self.changed.emit()

    def _expressions(self, number: int) -> str:
        text = self.tr("1 expression") if number == 1 else self.tr("{count} expressions")
        return text.format(count=number)

    def _work(self, requests: tuple[CellRequest, ...]) -> Work:
        blobs = self._workspace.document.blobs

        def work(token: CancelToken, carried: Any) -> Generator[Progress | Partial, None, DrawResult]:
            return draw_cells(requests, blobs, token)  # type: ignore[arg-type]

        return work

    def _on_job_changed(self, job_id: str) -> None:
        if job_id in self._batches and self._batches[job_id].done == 0:
            self.changed.emit()

    def _on_drawn(self, job_id: str, drawn: DrawnCell) -> None:
        batch = self._batches.get(job_id)
        if batch is None or batch.is_undone or batch.document is not self._workspace.document:
            return
        batch.done += 1
        batch.failed += drawn.variant is None
        self._held.append((batch, drawn))
        self._put_in()
        self.changed.emit()

    def _put_in(self) -> None:
        """Put drawings into the project, but not into the middle of a drag, which would become many steps."""
        if self._workspace.is_in_gesture:
            self._later.start()
            return
        held, self._held = self._held, []
        for batch, drawn in held:
            character = self._workspace.character_by_id(drawn.place.character)
            is_wanted = character is not None and drawn.place.expression in words_of(character)
            if is_wanted and batch.document is self._workspace.document:
                project = with_drawn(self._workspace.project, drawn)
                self._workspace.edit(batch.text, project, batch.merge_key, is_job=True)
                batch.step = self._workspace.undo_stack.index()

    def _on_history(self, index: int) -> None:
        """Whoever takes back what is being drawn wants no more of it; what came next would cost what can be redone."""
        for job_id, batch in list(self._batches.items()):
            if index < batch.step:
                batch.is_undone = True
                self._held = [one for one in self._held if one[0] is not batch]
                self._jobs.cancel(job_id)

    def _on_end(self, outcome: Outcome) -> None:
        batch = self._batches.pop(outcome.job.id, None)
        if outcome.job.error is not None:
            self._workspace.tell_error(outcome.job.error, self.tr("The set was not finished"))
        elif batch is not None and batch.failed:
            text = self.tr("{failed} of {total} could not be drawn.").format(
                failed=self._expressions(batch.failed), total=len(batch.requests)
            )
            hint = self.tr("The cells say why; the others are done.")
            show = self.failures_wanted.emit
            self._workspace.told.emit(Message(text, hint, Tone.WARNING, self.tr("Show"), show))
        self.changed.emit()

    def _is_drawn(self, request: CellRequest) -> bool:
        cell = cells_by_place(self._workspace.project).get(request.place)
        kept = next((one for one in cell.variants if slot_of(one.recipe) == request.slot), None) if cell else None
        return kept is not None and not is_stale(kept, request.recipe)
