"""Placing a face by hand, for pictures in which none was found, or a wrong one."""

from __future__ import annotations

from typing import Any, cast

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from studio.controllers.capture import CaptureController, Waiting
from studio.controllers.cast_ports import CanvasPort, GuideToolPort
from studio.controllers.ports import Actions
from studio.controllers.workspace import Workspace
from studio.core.errors import InputError
from studio.models.anchor_groups import is_enough
from studio.pipelines import recapture
from studio.pipelines.recapture import PictureSource
from studio.services.images import to_qimage
from studio.services.inference import InferenceService
from studio.services.job_queue import JobQueue
from studio.services.jobs import JobSpec, Lane, Phase
from studio.storage.blobs import BlobStore

Points = dict[str, tuple[float, float]]

CHANNEL = "anchor-guide"


class GuideController(QObject):
    """The guided mode: on a kept picture it makes somebody new, on a reference it replaces what was seen."""

    waiting_shown = Signal(str)
    """Id of the kept picture that is on the canvas; empty for none."""

    def __init__(
        self,
        workspace: Workspace,
        jobs: JobQueue,
        inference: InferenceService,
        capture: CaptureController,
        actions: Actions,
        canvas: CanvasPort,
        tool: GuideToolPort,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._workspace, self._jobs, self._inference, self._capture = workspace, jobs, inference, capture
        self._actions, self._canvas, self._tool = actions, canvas, tool
        self._waiting_id = self._character_id = self._reference_id = ""
        self._size = (0, 0)
        self._was_taken = False
        actions.bind("cast.place-by-hand", lambda is_on: self.start() if is_on else self.stop())
        capture.waiting_opened.connect(self.open_waiting)
        tool.anchors_changed.connect(self._follow)
        tool.done_requested.connect(self._done)
        tool.stop_requested.connect(self.stop)
        inference.answered.connect(self._on_answer)
        canvas.tool_changed.connect(self._on_tool)
        workspace.document_replaced.connect(self.stop)
        workspace.character_selected.connect(self._on_character)
        workspace.page_changed.connect(lambda page: self.stop() if page != "cast" else None)
        workspace.project_changed.connect(lambda _before, _after: self._enable())
        capture.waiting_changed.connect(self._enable)
        self._enable()

    @property
    def is_running(self) -> bool:
        """Whether the tool is wanted."""
        return bool(self._waiting_id or self._reference_id)

    @property
    def is_awaited(self) -> bool:
        """Whether the tool is wanted, but its picture is not there yet."""
        return self.is_running and not self._was_taken

    # --- begin and end

    def start(self, reference_id: str = "") -> None:
        """Begin on a reference of the selected character; without anybody on the first kept picture."""
        character = self._workspace.character
        if character is None or not character.references:
            if self._capture.waiting:
                self.open_waiting(self._capture.waiting[0].id)
            else:
                self._actions.set_checked("cast.place-by-hand", False)
            return
        reference = next((one for one in character.references if one.id == reference_id), character.main_reference)
        self.stop()
        self._character_id, self._reference_id = character.id, reference.id
        self._read(PictureSource(reference.source_name), reference.picture)

    def open_waiting(self, waiting_id: str) -> None:
        """Begin on a kept picture."""
        waiting: Waiting | None = self._capture.waiting_by_id(waiting_id)
        if waiting is None:
            return
        self.stop()
        self._waiting_id = waiting_id
        self.waiting_shown.emit(waiting_id)
        self._read(waiting.arrival.source, waiting.arrival.picture)

    def stop(self) -> None:
        """End without a result."""
        if self._waiting_id:
            self.waiting_shown.emit("")
        self._waiting_id = self._character_id = self._reference_id = ""
        self._actions.set_checked("cast.place-by-hand", False)
        if self._canvas.tool is self._tool:
            self._canvas.set_tool(None)

    def _read(self, source: PictureSource, picture: str) -> None:
        self._actions.set_checked("cast.place-by-hand", True)
        self._workspace.show_page("cast")
        blobs = cast(BlobStore, self._workspace.document.blobs)
        wanted = (self._waiting_id, self._reference_id)

        def work(_token: Any, _carried: Any) -> Any:
            from studio.core.jobs import Progress
            from studio.storage.pictures import decode_picture

            yield Progress(None, source.name)
            return to_qimage(decode_picture(blobs[picture], source.name).pixels)

        def done(image: QImage) -> None:
            if wanted == (self._waiting_id, self._reference_id) and self.is_running:
                self._size = (image.width(), image.height())
                self._tool.set_image(image)
                self._tool.begin({})
                self._canvas.set_tool(self._tool)

        title = self.tr("Read {name}").format(name=source.name)
        self._jobs.submit(JobSpec(title, (Phase(Lane.FILES, work),), "sight", is_quiet=True, replaces=CHANNEL), done)

    # --- placing

    def _follow(self, points: Points) -> None:
        if not is_enough(points):
            self._tool.set_mesh(None)
            return
        size = self._size

        def mesh() -> NDArray[np.float32]:
            return recapture.placed_mesh(points, size).points

        self._inference.ask(CHANNEL, mesh)

    def _on_answer(self, channel: Any, _revision: int, result: Any, error: Exception | None) -> None:
        if channel != CHANNEL or not self.is_running:
            return
        if error is None:
            self._tool.set_mesh(result)
        elif isinstance(error, InputError):
            self._tool.set_mesh(None, str(error))
        else:
            self._workspace.tell_error(error)

    def _done(self, points: Points) -> None:
        waiting, character, reference = self._waiting_id, self._character_id, self._reference_id
        self.stop()
        if waiting:
            self._capture.place_waiting(waiting, points)
        elif reference:
            self._capture.place_again(character, reference, points)

    # --- watching

    def _on_tool(self, tool: Any) -> None:
        if self.is_running and self._was_taken and tool is not self._tool:
            self.stop()
        self._was_taken = tool is self._tool

    def _on_character(self, character_id: str) -> None:
        if self.is_running and character_id and character_id != self._character_id:
            self.stop()
        self._enable()

    def _enable(self) -> None:
        has_picture = self._workspace.character is not None or bool(self._capture.waiting)
        self._actions.set_enabled("cast.place-by-hand", has_picture)
