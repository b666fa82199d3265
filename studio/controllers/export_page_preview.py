"""The live sheet: drawn once, packed anew at each change of the sheet, compared with what lies in the folder."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from studio.controllers.export_page_work import Order, PackedPreview, Scenes, draw_scenes, pack_scenes, write_scenes
from studio.core.jobs import CancelToken, Progress
from studio.models.export_edits import ExportOutcome
from studio.services.job_queue import JobQueue
from studio.services.jobs import JobSpec, JobState, Lane, Outcome, Phase

REST_MS = 150
"""Rest after a change before anything is drawn or packed."""
_DRAW, _PACK, _PLAN = "export-draw", "export-pack", "export-plan"


class SheetPreviewer(QObject):
    """Keeps a preview up to date; all its jobs are quiet and replaced by newer ones."""

    packed = Signal(object)
    """A `PackedPreview`."""
    planned = Signal(object)
    """`PlannedFiles`: what an export would do now."""
    failed = Signal(object)
    """Why there is no preview."""
    working = Signal(str, object)
    """(what is being done, 0…1 or None); an empty text: nothing any more."""

    def __init__(self, jobs: JobQueue, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._order: Order | None = None
        self._drawn: tuple[tuple[object, ...], Scenes] | None = None
        self._drawing: tuple[object, ...] | None = None
        self._ids: dict[str, str] = {}
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(REST_MS)
        self._timer.timeout.connect(self._begin)
        jobs.job_changed.connect(self._on_job_changed)

    def scenes_of(self, order: Order) -> Scenes | None:
        """What is drawn already for an export; None if it must be drawn."""
        return self._drawn[1] if self._drawn is not None and self._drawn[0] == order.drawn else None

    def keep(self, order: Order, scenes: Scenes) -> None:
        """Remember what an export has drawn."""
        self._drawn = (order.drawn, scenes)

    def show(self, order: Order) -> None:
        """Make the preview of an order, shortly."""
        self._order = order
        self._timer.start()

    def plan(self) -> None:
        """Compare with the folder again."""
        if self._order is not None and self.scenes_of(self._order) is not None:
            self._plan(self._order)

    def stop(self) -> None:
        """Nobody looks: drop what is being made, keep what is drawn."""
        self._timer.stop()
        self._order = self._drawing = None
        ids, self._ids = list(self._ids.values()), {}
        for job_id in ids:
            self._jobs.cancel(job_id)
        self.working.emit("", None)

    def forget(self) -> None:
        """Another project: nothing that was drawn is of use."""
        self.stop()
        self._drawn = None

    def _begin(self) -> None:
        order = self._order
        if order is None:
            return
        if self.scenes_of(order) is not None:
            self._pack(order)
        elif self._drawing != order.drawn:
            self._draw(order)

    def _draw(self, order: Order) -> None:
        self._drawing = order.drawn

        def work(token: CancelToken, _carried: Any) -> Generator[Progress, None, Scenes]:
            return draw_scenes(order, token)

        def done(scenes: Scenes) -> None:
            self.keep(order, scenes)
            if self._order is not None:
                self._begin()

        self._submit(_DRAW, self.tr("Draw the sheet"), Lane.INFERENCE, work, done)

    def _pack(self, order: Order) -> None:
        scenes = self.scenes_of(order) or ()

        def work(token: CancelToken, _carried: Any) -> Generator[Progress, None, PackedPreview]:
            return pack_scenes(scenes, order.settings, token)

        def done(packed: PackedPreview) -> None:
            if self._order is not None and order.drawn == self._order.drawn:
                self.packed.emit(packed)
                if order is self._order:
                    self._plan(order)

        self._submit(_PACK, self.tr("Pack the sheet"), Lane.FILES, work, done)

    def _plan(self, order: Order) -> None:
        scenes = self.scenes_of(order) or ()
        if not order.settings.targets:
            return

        def work(token: CancelToken, _carried: Any) -> Generator[Progress, None, Any]:
            return write_scenes(scenes, replace(order, overwrite=False), token, is_dry_run=True)

        def done(outcome: Any) -> None:
            if order is self._order and isinstance(outcome, ExportOutcome):
                self.planned.emit(outcome.files)

        self._submit(_PLAN, self.tr("Compare with the folder"), Lane.FILES, work, done)

    def _submit(self, kind: str, title: str, lane: Lane, work: Any, done: Any) -> None:
        for later in {_DRAW: (_PACK, _PLAN), _PACK: (_PLAN,), _PLAN: ()}[kind]:
            self._jobs.cancel(self._ids.pop(later, ""))

        def ended(outcome: Outcome) -> None:
            if self._ids.get(kind) != outcome.job.id:
                return
            del self._ids[kind]
            if kind == _DRAW:
                self._drawing = None
            if outcome.job.state is JobState.FAILED:
                self.failed.emit(outcome.job.error)
            if not {_DRAW, _PACK} & self._ids.keys():
                self.working.emit("", None)

        if kind != _PLAN:
            self.working.emit(title, None)
        spec = JobSpec(title, (Phase(lane, work),), "export", is_quiet=True, replaces=kind)
        self._ids.pop(kind, None)  # the outcome of the one that is replaced no longer counts
        self._ids[kind] = self._jobs.submit(spec, on_done=done, on_end=ended)

    def _on_job_changed(self, job_id: str) -> None:
        if job_id != self._ids.get(_DRAW):
            return
        info = self._jobs.job(job_id)
        if info is not None and not info.state.is_over:
            self.working.emit(info.spec.title, info.progress.fraction)
