"""What bringing pictures in does beside the window."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from typing import Any

from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QImage

from studio.core.jobs import CancelToken, Partial, Progress
from studio.pipelines.recapture import Arrival, PictureSource, bring_in
from studio.services.jobs import JobSpec, Lane, Phase
from studio.storage.blobs import BlobStore

JOB_KIND = "capture"
PNG_QUALITY = 80
"""For Qt: packed a little and quickly."""

Looking = Generator[Progress | Partial, None, tuple[Arrival, ...]]


def looking_at_files(title: str, sources: Sequence[PictureSource], blobs: BlobStore, character_id: str) -> JobSpec:
    """Look at picture files, one after the other.

    Args:
        title: Of the job.
        sources: The files.
        blobs: Grows.
        character_id: Whose further references they are; empty to make a character of each.
    """

    def look(token: CancelToken, _carried: Any) -> Looking:
        return bring_in(sources, blobs, None, not character_id, token)

    paths = [str(source.path) for source in sources if source.path is not None]
    restore = {"paths": paths, "character": character_id} if len(paths) == len(sources) else None
    return JobSpec(title, (Phase(Lane.INFERENCE, look),), JOB_KIND, restore=restore)


def looking_at_pixels(title: str, name: str, image: QImage, blobs: BlobStore, character_id: str) -> JobSpec:
    """Make a file of pixels that came by clipboard or drop, and look at it."""

    def look(token: CancelToken, _carried: Any) -> Looking:
        yield Progress(None, name)
        source = PictureSource(name, data=png_of(image))
        return (yield from bring_in([source], blobs, None, not character_id, token))

    return JobSpec(title, (Phase(Lane.INFERENCE, look),), JOB_KIND)


def leave_out(restore: dict[str, Any] | None, arrivals: Sequence[Arrival]) -> None:
    """Let a job that ended early be done again only with the pictures that are not there yet."""
    if restore is not None:
        seen = {str(arrival.source.path) for arrival in arrivals}
        restore["paths"] = [path for path in restore["paths"] if path not in seen]


def png_of(image: QImage) -> bytes:
    """A picture as the bytes of a PNG file."""
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG", PNG_QUALITY)  # type: ignore[call-overload]
    return bytes(data.data())
