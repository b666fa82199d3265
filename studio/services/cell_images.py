"""Small pictures of cells and of who wears them: decoded, cut and scaled outside the window's thread."""

from __future__ import annotations

import logging
import threading
from collections import OrderedDict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import cast

from PySide6.QtCore import QObject, QRect, QRunnable, Qt, QThreadPool, Signal, Slot
from PySide6.QtGui import QImage

from studio.core.errors import StudioError
from studio.models.character import BlobHash, Reference
from studio.models.framing import FrameOptions
from studio.models.results import reference_key
from studio.services.images import image_of, to_qimage
from studio.storage.blobs import BlobStore

log = logging.getLogger(__name__)

CACHE_BYTES = 192 << 20
MAX_FRAMED = 32
MAX_WAITING = 400
"""Requests beyond this push out the oldest: they scrolled by."""

Window = tuple[float, float, float, float]
"""Left, top, width, height as fractions of a frame."""


@dataclass(frozen=True, slots=True)
class CellImageRequest:
    """A small picture that is wanted.

    Attributes:
        picture: Blob of a drawing; empty for the reference itself, framed as its drawings are.
        long_side_px: How large.
        reference: Who; needed for the reference itself and for heads.
        frame: How drawings are framed.
        is_head: Only the head instead of the whole frame.
    """

    picture: BlobHash
    long_side_px: int
    reference: Reference | None = None
    frame: FrameOptions = field(default_factory=FrameOptions)
    is_head: bool = False

    @property
    def key(self) -> tuple[object, ...]:
        """Equal where the picture is the same."""
        needs_reference = self.reference is not None and (self.is_head or not self.picture)
        who = reference_key(self.reference) if needs_reference and self.reference is not None else ""
        return self.picture, self.long_side_px, who, self.frame if who else None, self.is_head


@dataclass(frozen=True, slots=True, eq=False)
class _Framed:
    image: QImage
    window: Window


class _Worker(QRunnable):
    """Takes one request after the other, the newest first, until none is left."""

    def __init__(self, owner: CellImages) -> None:
        super().__init__()
        self._owner = owner

    def run(self) -> None:
        while (taken := self._owner._take()) is not None:
            request, blobs = taken
            try:
                image = _made(request, blobs, self._owner._framed)
            except StudioError as error:
                log.info("a thumbnail could not be made: %s", error)
                image = QImage()
            except Exception:  # one damaged picture must not end the thread that makes all the others
                log.exception("a thumbnail could not be made")
                image = QImage()
            self._owner._made.emit(request, image)


class CellImages(QObject):
    """Makes thumbnails and keeps the last ones; `ready` tells when one that was missing has come."""

    ready = Signal(object, QImage)
    """(`CellImageRequest`, picture); a null picture where it cannot be made."""
    _made = Signal(object, QImage)

    def __init__(self, parent: QObject | None = None, cache_bytes: int = CACHE_BYTES) -> None:
        super().__init__(parent)
        self._cache: OrderedDict[tuple[object, ...], QImage] = OrderedDict()
        self._bytes, self._limit = 0, cache_bytes
        self._lock = threading.Lock()
        self._waiting: OrderedDict[tuple[object, ...], tuple[CellImageRequest, Mapping[str, bytes]]] = OrderedDict()
        self._working: set[tuple[object, ...]] = set()
        self._is_working = False
        self._framed: dict[tuple[str, FrameOptions], _Framed] = {}
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self._made.connect(self._on_made, Qt.ConnectionType.QueuedConnection)

    def get(self, request: CellImageRequest) -> QImage | None:
        """The picture, if it is there."""
        image = self._cache.get(request.key)
        if image is not None:
            self._cache.move_to_end(request.key)
        return image

    def want(self, requests: Iterable[CellImageRequest], blobs: Mapping[str, bytes]) -> None:
        """Make pictures that are missing; the last ones asked for come first."""
        with self._lock:
            for request in requests:
                key = request.key
                if key not in self._cache and key not in self._working:
                    self._waiting[key] = (request, blobs)
                    self._waiting.move_to_end(key)
            while len(self._waiting) > MAX_WAITING:
                self._waiting.popitem(last=False)
            must_start = bool(self._waiting) and not self._is_working
            self._is_working = self._is_working or must_start
        if must_start:
            self._pool.start(_Worker(self))

    def clear(self) -> None:
        """Forget everything: another project is open."""
        with self._lock:
            self._waiting.clear()
        self._cache.clear()
        self._framed = {}
        self._bytes = 0

    def close(self, wait_ms: int = 5000) -> bool:
        """Stop and wait for the thread.

        Returns:
            True if it has ended.
        """
        with self._lock:
            self._waiting.clear()
        return self._pool.waitForDone(wait_ms)

    def _take(self) -> tuple[CellImageRequest, Mapping[str, bytes]] | None:
        with self._lock:
            if not self._waiting:
                self._is_working = False
                return None
            key, taken = self._waiting.popitem(last=True)
            self._working.add(key)
            return taken

    @Slot(object, QImage)
    def _on_made(self, request: CellImageRequest, image: QImage) -> None:
        with self._lock:
            self._working.discard(request.key)
        known = self._cache.pop(request.key, None)
        self._bytes += image.sizeInBytes() - (known.sizeInBytes() if known is not None else 0)
        self._cache[request.key] = image
        while self._bytes > self._limit and len(self._cache) > 1:
            self._bytes -= self._cache.popitem(last=False)[1].sizeInBytes()
        self.ready.emit(request, image)


def _made(
    request: CellImageRequest, blobs: Mapping[str, bytes], framed: dict[tuple[str, FrameOptions], _Framed]
) -> QImage:
    """The picture, in the worker's thread."""
    window: Window = (0.0, 0.0, 1.0, 1.0)
    image = image_of(blobs[request.picture]) if request.picture else QImage()
    if request.reference is not None and (request.is_head or not request.picture):
        known = _framed_reference(request.reference, request.frame, blobs, framed)
        image = image if request.picture else known.image
        window = known.window if request.is_head else window
    if image.isNull():
        return image
    return _scaled(_cut(image, window), request.long_side_px, request.frame.is_pixel_art)


def _cut(image: QImage, window: Window) -> QImage:
    if window == (0.0, 0.0, 1.0, 1.0):
        return image
    left, top = round(window[0] * image.width()), round(window[1] * image.height())
    width, height = round(window[2] * image.width()), round(window[3] * image.height())
    return image.copy(QRect(left, top, max(1, width), max(1, height)))


def _scaled(image: QImage, long_side_px: int, is_pixel_art: bool) -> QImage:
    """Never larger than it is; premultiplied, which scales without fringes and is painted fastest."""
    image = image.convertToFormat(QImage.Format.Format_ARGB32_Premultiplied)
    if max(image.width(), image.height()) <= long_side_px:
        return image
    way = Qt.TransformationMode.FastTransformation if is_pixel_art else Qt.TransformationMode.SmoothTransformation
    return image.scaled(long_side_px, long_side_px, Qt.AspectRatioMode.KeepAspectRatio, way)


def _framed_reference(
    reference: Reference,
    frame: FrameOptions,
    blobs: Mapping[str, bytes],
    framed: dict[tuple[str, FrameOptions], _Framed],
) -> _Framed:
    """The reference as its drawings are framed, and where its head is."""
    from studio.pipelines.cast import drawable
    from studio.pipelines.framing import focus_window, framed_pixels, framed_reference, plan_framing

    key = (reference_key(reference), frame)
    known = framed.get(key)
    if known is None:
        face = drawable(reference, cast(BlobStore, blobs))
        framing = plan_framing(face, frame)
        window, (width, height) = focus_window(face, framing), framing.frame_size
        pixels = framed_pixels(framed_reference(face, framing).picture.pixels, framing)
        share = (window.x / width, window.y / height, window.width / width, window.height / height)
        while len(framed) >= MAX_FRAMED:
            framed.pop(next(iter(framed)))
        known = framed[key] = _Framed(to_qimage(pixels), share)
    return known
