"""Decoded pictures with what was seen in them, for overlays and tools; read in the background, the last few kept."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Generator
from dataclasses import dataclass
from typing import cast

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject
from PySide6.QtGui import QImage

from studio.controllers.workspace import Workspace
from studio.core.jobs import CancelToken, Progress
from studio.models.character import Reference
from studio.models.face import FaceMesh
from studio.models.framing import Crop, FrameOptions
from studio.models.results import reference_key
from studio.services.images import to_qimage
from studio.services.job_queue import JobQueue
from studio.services.jobs import JobSpec, Lane, Outcome, Phase
from studio.storage.blobs import BlobStore

MAX_SIGHTS = 3

Points = dict[str, tuple[float, float]]


@dataclass(frozen=True, slots=True, eq=False)
class Sight:
    """A reference, decoded.

    Attributes:
        key: Equal where nothing of this has changed.
        original: (H, W, 4) uint8, straight alpha; the whole picture.
        cut_out: The same size, without its background where that was cut away.
        image: `original` for showing.
        mesh: Its landmarks.
        anchors: All 31, as placed by hand or taken from the mesh.
        crops: Crop -> (x, y, width, height), pixels.
    """

    key: str
    original: NDArray[np.uint8]
    cut_out: NDArray[np.uint8]
    image: QImage
    mesh: FaceMesh
    anchors: Points
    crops: dict[Crop, tuple[int, int, int, int]]

    @property
    def size(self) -> tuple[int, int]:
        """(width, height), pixels."""
        return int(self.original.shape[1]), int(self.original.shape[0])


class SightStore(QObject):
    """Reads references when they are wanted."""

    def __init__(self, workspace: Workspace, jobs: JobQueue, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workspace, self._jobs = workspace, jobs
        self._sights: OrderedDict[str, Sight] = OrderedDict()
        workspace.document_replaced.connect(self._sights.clear)

    def want(self, reference: Reference, on_ready: Callable[[Sight], None], purpose: str) -> None:
        """Hand out a sight, at once where it is there already.

        Args:
            reference: What to read.
            on_ready: Called in the window's thread; not called if something else is wanted for the same purpose.
            purpose: A later want of the same purpose replaces this one.
        """
        key = _key(reference)
        known = self._sights.get(key)
        if known is not None:
            self._sights.move_to_end(key)
            on_ready(known)
            return
        blobs = cast(BlobStore, self._workspace.document.blobs)

        def read(_token: CancelToken, _carried: object) -> Generator[Progress, None, Sight]:
            yield Progress(None, reference.source_name)
            return read_sight(reference, blobs)

        def ready(sight: Sight) -> None:
            self._sights[key] = sight
            while len(self._sights) > MAX_SIGHTS:
                self._sights.popitem(last=False)
            on_ready(sight)

        title = self.tr("Read {name}").format(name=reference.source_name)
        spec = JobSpec(
            title, (Phase(Lane.FILES, read),), "sight", is_quiet=True, is_urgent=True, replaces=f"sight-{purpose}"
        )
        self._jobs.submit(spec, ready, on_end=self._tell_failure)

    def _tell_failure(self, outcome: Outcome) -> None:
        if outcome.job.error is not None:
            self._workspace.tell_error(outcome.job.error)


def read_sight(reference: Reference, blobs: BlobStore) -> Sight:
    """Read everything; takes a moment."""
    from studio.models.face import FaceReference
    from studio.models.picture import Picture
    from studio.pipelines.cast import stored_mesh
    from studio.pipelines.framing import plan_framing
    from studio.pipelines.recapture import anchors_of, matte_layers

    original, cut_out = matte_layers(reference, blobs)
    mesh = stored_mesh(reference, blobs)
    face = FaceReference(Picture(cut_out, True), mesh, reference.style)
    crops = {}
    for crop in Crop:
        rect = plan_framing(face, FrameOptions(crop=crop)).crop
        crops[crop] = (rect.x, rect.y, rect.width, rect.height)
    anchors = anchors_of(reference, blobs)
    return Sight(_key(reference), original, cut_out, to_qimage(original), mesh, anchors, crops)


def _key(reference: Reference) -> str:
    return f"{reference_key(reference)}{sorted(reference.anchors.items())}"
