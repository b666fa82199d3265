"""Portraits drawn from genomes in the inference thread, the latest request of each channel wins."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QImage

from studio.models.controls import Pose
from studio.models.genome import PortraitGenome
from studio.services.inference import InferenceService

_PREFIX = "portraits:"


@dataclass(frozen=True, slots=True)
class PortraitRequest:
    """Pictures that are drawn together.

    Attributes:
        genomes: Who.
        poses: Wearing what, one for each.
        size_px: Of each picture.
        has_background: Whether the genome's background is drawn.
    """

    genomes: tuple[PortraitGenome, ...]
    poses: tuple[Pose, ...]
    size_px: int
    has_background: bool = True


class PortraitService(QObject):
    """Asks for portraits and hands them out."""

    ready = Signal(str, object)
    """(channel, list of `QImage`); only for the last request of a channel that does not flow"""
    failed = Signal(str, object)
    """(channel, exception)"""

    def __init__(self, inference: InferenceService, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._inference = inference
        self._revisions: dict[str, int] = {}
        self._flowing: set[str] = set()
        inference.answered.connect(self._on_answer)

    def ask(self, channel: str, request: PortraitRequest, is_flowing: bool = False) -> None:
        """Draw; a request of the same channel that waits is forgotten.

        Args:
            channel: What it is for.
            request: What is wanted.
            is_flowing: Whether a picture that was overtaken while it was drawn is handed out too, because it is still
                nearer than what is shown: a slider that is dragged without rest would otherwise show nothing.
        """
        if is_flowing:
            self._flowing.add(channel)
        self._revisions[channel] = self._inference.ask(_PREFIX + channel, _drawing(request))

    def forget(self) -> None:
        """Let nothing come any more."""
        self._revisions.clear()

    @Slot(object, int, object, object)
    def _on_answer(self, channel: Any, revision: int, result: Any, error: Exception | None) -> None:
        if not isinstance(channel, str) or not channel.startswith(_PREFIX):
            return
        name = channel.removeprefix(_PREFIX)
        if name not in self._revisions:
            return
        if error is not None:
            self.failed.emit(name, error)
        elif revision == self._revisions[name] or name in self._flowing:
            self.ready.emit(name, result)


def _drawing(request: PortraitRequest) -> Callable[[], Sequence[QImage]]:
    def draw() -> Sequence[QImage]:
        from studio.engines.portrait.renderer import draw_few
        from studio.services.images import to_qimage

        drawn = draw_few(request.genomes, request.poses, request.size_px, request.has_background)
        return [to_qimage(picture) for picture in drawn.pixels()]

    return draw
