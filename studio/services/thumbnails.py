"""Small pictures of a character wearing expressions: drawn when nothing else is to do, kept in memory and as files."""

from __future__ import annotations

import hashlib
import json
import logging
from collections import OrderedDict
from collections.abc import Callable, Generator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from studio import __version__
from studio.core.folders import cache_folder
from studio.core.jobs import CancelToken, Partial, Progress
from studio.models.character import Reference
from studio.models.controls import Pose
from studio.models.framing import Crop, FrameOptions
from studio.models.results import reference_key
from studio.services.images import to_qimage
from studio.services.jobs import JobSpec, Lane, Outcome, Phase
from studio.services.stages import StageCache, StageRequest

log = logging.getLogger(__name__)

THUMBNAIL_PX = 160
THUMBNAIL_FRAME = FrameOptions(size_px=THUMBNAIL_PX, crop=Crop.FACE)
MAX_IN_MEMORY = 1200
"""At 100 KB each; enough for the whole library of three characters."""
MAX_FILES = 4000


class Jobs(Protocol):
    """What is needed of the queue."""

    def submit(
        self,
        spec: JobSpec,
        on_done: Callable[[Any], None] | None = None,
        on_partial: Callable[[Any], None] | None = None,
        on_end: Callable[[Outcome], None] | None = None,
    ) -> str:
        """Queue a job."""
        ...


@dataclass(frozen=True, slots=True)
class ThumbnailWish:
    """A picture that is wanted.

    Attributes:
        id: Handed back with it.
        pose: What the character wears.
    """

    id: str
    pose: Pose


class ThumbnailService(QObject):
    """Draws the wishes in their order; a new list of wishes takes the place of the one before."""

    ready = Signal(str, QImage)
    """(id of the wish, picture)"""
    failed = Signal(object)
    """The exception that ended drawing."""

    def __init__(
        self, jobs: Jobs, stages: StageCache, folder: Path | None = None, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._stages = stages
        self._folder = folder or cache_folder() / "thumbnails"
        self._memory: OrderedDict[str, QImage] = OrderedDict()
        self._has_pruned = False
        self._wanted: dict[str, str] = {}

    def show(
        self, reference: Reference, wishes: Sequence[ThumbnailWish], blobs: Mapping[str, bytes], engine: str = "puppet"
    ) -> dict[str, QImage]:
        """Ask for pictures, the most urgent first.

        Args:
            reference: Who.
            wishes: Wearing what.
            blobs: Where the picture lies.
            engine: What draws.

        Returns:
            Those that are at hand; `ready` follows for each of the others.
        """
        who = reference_key(reference)
        keyed = [(wish, thumbnail_key(who, wish.pose, engine)) for wish in wishes]
        self._wanted = {wish.id: key for wish, key in keyed}
        known = {wish.id: self._memory[key] for wish, key in keyed if key in self._memory}
        missing = [(wish, key) for wish, key in keyed if wish.id not in known]
        for _, key in keyed:
            if key in self._memory:
                self._memory.move_to_end(key)
        if missing:
            request = StageRequest(reference, engine, THUMBNAIL_FRAME)
            phase = Phase(Lane.INFERENCE, self._work(request, missing, blobs))
            spec = JobSpec("Thumbnails", (phase,), kind="thumbnails", is_quiet=True, replaces="thumbnails")
            self._jobs.submit(spec, on_partial=self._on_partial, on_end=self._on_end)
        return known

    def _work(
        self, request: StageRequest, missing: Sequence[tuple[ThumbnailWish, str]], blobs: Mapping[str, bytes]
    ) -> Callable[[CancelToken, Any], Generator[Progress | Partial, None, None]]:
        folder, stages, must_prune = self._folder, self._stages, not self._has_pruned
        self._has_pruned = True

        def work(token: CancelToken, _carried: Any) -> Generator[Progress | Partial, None, None]:
            if must_prune:
                _prune(folder)
            for wish, key in missing:
                token.check()
                path = folder / key[:2] / f"{key}.png"
                image = _read(path)
                if image is None:
                    image = to_qimage(stages.stage(request, blobs).frame(wish.pose))
                    _write(path, image)
                yield Partial((wish.id, key, image))

        return work

    def _on_partial(self, value: tuple[str, str, QImage]) -> None:
        wish_id, key, image = value
        self._memory[key] = image
        while len(self._memory) > MAX_IN_MEMORY:
            self._memory.popitem(last=False)
        if self._wanted.get(wish_id) == key:  # else it is of somebody who is not shown any more
            self.ready.emit(wish_id, image)

    def _on_end(self, outcome: Outcome) -> None:
        if outcome.job.error is not None:
            log.warning("thumbnails cannot be drawn: %s", outcome.job.error)
            self.failed.emit(outcome.job.error)


def thumbnail_key(who: str, pose: Pose, engine: str) -> str:
    """Equal where the pixels would be equal; 32 hexadecimal digits."""
    controls = sorted((name, round(value, 4)) for name, value in pose.items() if value)
    parts = [__version__, engine, who, THUMBNAIL_PX, controls]
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()[:32]


def _read(path: Path) -> QImage | None:
    if not path.is_file():
        return None
    image = QImage(str(path))
    return None if image.isNull() else image.convertToFormat(QImage.Format.Format_ARGB32_Premultiplied)


def _write(path: Path, image: QImage) -> None:
    """Keep a picture for later; a full or locked disk does not matter."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        half_done = path.with_suffix(".part")
        if image.save(str(half_done), "PNG", 80):  # type: ignore[call-overload]
            half_done.replace(path)
    except OSError as error:
        log.info("a thumbnail cannot be kept: %s", error.strerror)


def _prune(folder: Path) -> None:
    """Drop the oldest files beyond `MAX_FILES`."""
    try:
        files = sorted(folder.glob("*/*.png"), key=lambda path: path.stat().st_mtime)
        for path in files[: max(0, len(files) - MAX_FILES)]:
            path.unlink(missing_ok=True)
    except OSError as error:
        log.info("old thumbnails cannot be removed: %s", error.strerror)
