"""Live pictures of a character while it is being posed: the last change wins."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtGui import QImage

from studio.models.controls import Pose
from studio.services.images import to_qimage
from studio.services.inference import InferenceService
from studio.services.stages import StageCache, StageRequest

DRAFT_PX = 1024
"""Long side of a picture that is drawn while something moves."""
SETTLE_MS = 220
"""Rest after which the picture is drawn at its full size."""


@dataclass(frozen=True, slots=True, eq=False)
class Preview:
    """A drawn picture.

    Attributes:
        channel: Who asked.
        revision: Grows with each request of the channel.
        image: Premultiplied; smaller than the reference where it is a draft.
        pose: What it shows.
        drawn_ms: How long drawing took.
        latency_ms: From the request to here.
        is_draft: Whether a full-size one follows.
    """

    channel: str
    revision: int
    image: QImage
    pose: Pose
    drawn_ms: float
    latency_ms: float
    is_draft: bool


@dataclass(frozen=True, slots=True, eq=False)
class _Asked:
    request: StageRequest
    pose: Pose
    blobs: Mapping[str, bytes]
    at_s: float
    is_draft: bool


class PreviewService(QObject):
    """Draws poses in the inference thread, a draft at once and, when things rest, the full size."""

    ready = Signal(object)
    """A `Preview`."""
    failed = Signal(str, object)
    """(channel, exception)"""

    def __init__(self, inference: InferenceService, stages: StageCache, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._inference = inference
        self._stages = stages
        self._asked: dict[tuple[str, int], _Asked] = {}
        self._settled: dict[str, _Asked] = {}
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SETTLE_MS)
        self._timer.timeout.connect(self._draw_settled)
        inference.answered.connect(self._on_answer)

    def show(
        self,
        request: StageRequest,
        pose: Pose,
        blobs: Mapping[str, bytes],
        channel: str = "canvas",
        long_side_px: int = 0,
    ) -> int:
        """Ask for a picture; `ready` or `failed` follows unless a later request overtakes it.

        Args:
            request: Who; its `largest_px` is replaced by the draft's size where the picture is larger.
            pose: Wearing what.
            blobs: Where the picture lies.
            channel: What it is for.
            long_side_px: Of the reference; 0 if unknown, which is taken as large.

        Returns:
            The revision.
        """
        is_draft = not 0 < long_side_px <= DRAFT_PX
        drawn = replace(request, largest_px=DRAFT_PX if is_draft else 0)
        asked = _Asked(drawn, pose, blobs, time.perf_counter(), is_draft)
        revision = self._ask(channel, asked)
        if is_draft:
            self._settled[channel] = replace(asked, request=replace(request, largest_px=0), is_draft=False)
            self._timer.start()
        else:
            self._settled.pop(channel, None)
        return revision

    def forget(self, channel: str) -> None:
        """Let nothing of this channel come any more."""
        self._settled.pop(channel, None)
        for key in [key for key in self._asked if key[0] == channel]:
            del self._asked[key]

    def _ask(self, channel: str, asked: _Asked) -> int:
        revision = self._inference.ask(channel, self._drawing(asked))
        self._asked[channel, revision] = asked
        return revision

    def _drawing(self, asked: _Asked) -> Callable[[], tuple[QImage, float]]:
        stages = self._stages

        def draw() -> tuple[QImage, float]:
            stage = stages.stage(asked.request, asked.blobs)
            start = time.perf_counter()
            image = to_qimage(stage.frame(asked.pose))
            return image, (time.perf_counter() - start) * 1000

        return draw

    @Slot()
    def _draw_settled(self) -> None:
        for channel, asked in list(self._settled.items()):
            self._ask(channel, replace(asked, at_s=time.perf_counter()))
        self._settled.clear()

    @Slot(object, int, object, object)
    def _on_answer(self, channel: Any, revision: int, result: Any, error: Exception | None) -> None:
        asked = self._asked.pop((channel, revision), None)
        for key in [key for key in self._asked if key[0] == channel and key[1] < revision]:
            del self._asked[key]  # overtaken before they were begun
        if asked is None:
            return
        if error is not None:
            self.failed.emit(channel, error)
            return
        image, drawn_ms = result
        latency_ms = (time.perf_counter() - asked.at_s) * 1000
        self.ready.emit(Preview(channel, revision, image, asked.pose, drawn_ms, latency_ms, asked.is_draft))
